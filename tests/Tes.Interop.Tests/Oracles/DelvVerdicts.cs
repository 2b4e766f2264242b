using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Oracles;

/// <summary>The verdicts of delv: one line for each RRset of a chain, of which the weakest counts.</summary>
/// <param name="resolver">Asked with CD.</param>
/// <param name="anchorFile">Trust anchors as named.conf has them.</param>
internal sealed class DelvVerdicts(string resolver, string anchorFile)
{
    public async Task<Verdict> OfAsync(DnssecCase @case)
    {
        // -i would switch validation off, so the query type has to be given by -t: it may look like an option.
        var delv = await Command.RunAsync("delv", ["-a", anchorFile, $"@{resolver}", "-q", @case.Name, "-t", @case.Type]);
        var said = $"{delv.Output}\n{delv.Errors}".Split('\n');
        string[] states = [.. said.Select(StateOf).OfType<string>()];
        var state = states.Contains("bogus") ? "bogus"
            : states.Contains("insecure") ? "insecure"
            : states.Length > 0 ? states[0]
            : "no verdict";
        return new Verdict(state, null, delv.ToString());
    }

    private static string? StateOf(string line) => line switch
    {
        _ when line.EndsWith("fully validated", StringComparison.Ordinal) => "secure",
        _ when line.EndsWith("unsigned answer", StringComparison.Ordinal) => "insecure",
        // "ncache …" goes with every negative response, whose verdict is printed beside it.
        _ when line.StartsWith(";; resolution failed: ncache", StringComparison.Ordinal) => null,
        _ when line.StartsWith(";; resolution failed", StringComparison.Ordinal) => "bogus",
        _ => null,
    };
}
