using System.Text.Json;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Spf;

/// <summary>The evaluation of python3-spf (pyspf), a widely used one that follows RFC 7208 strictly.</summary>
internal static class PythonSpf
{
    private const string Script = """
        import json, sys
        import DNS, spf
        # It prefers another library where that is installed.
        spf.DNS, spf.DNSLookup = DNS, spf.DNSLookup_pydns
        DNS.defaults['server'] = [sys.argv[1]]
        DNS.defaults['server_rotate'] = False
        for client, sender, helo in json.load(open(sys.argv[2])):
            result, text = spf.check2(i=client, s=sender, h=helo, receiver='unknown')
            print(json.dumps([result, text]))
        """;

    /// <returns>For each envelope the result, and what is said of it: an explanation after fail, the problem after an error.</returns>
    public static async Task<IReadOnlyList<(string Result, string Text)>> EvaluateAsync(StateDirectory state, string server, IReadOnlyList<SpfEnvelope> envelopes)
    {
        var script = state.Write("spf/evaluate.py", Script);
        var input = state.Write("spf/envelopes.json", JsonSerializer.Serialize(envelopes.Select(envelope => new[] { envelope.Client, envelope.MailFrom, envelope.Helo })));
        var output = await Command.RequireAsync("/usr/bin/python3", ["-W", "ignore", script, server, input]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Select(pair => (pair[0].GetString()!, pair[1].GetString()!))];
    }
}
