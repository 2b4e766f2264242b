using System.Globalization;
using System.Text.RegularExpressions;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>An answer as dig shows it.</summary>
/// <param name="Rcode">NOERROR, NXDOMAIN, SERVFAIL …; null when nothing answered.</param>
/// <param name="AuthenticData">The AD bit: the resolver found everything secure.</param>
/// <param name="Authoritative">The AA bit.</param>
/// <param name="Answers">Records in the answer section, signatures included.</param>
/// <param name="Text">All that dig printed.</param>
internal sealed partial record Dig(string? Rcode, bool AuthenticData, bool Authoritative, int Answers, string Text)
{
    /// <summary>Each dig asks one question after the other.</summary>
    private const int QuestionsAtOnce = 200;

    /// <summary>Asks one question over UDP (TCP after truncation), with DO and AD set, and with other dig options.</summary>
    public static async Task<Dig> AskAsync(string server, string name, string type, params string[] options)
    {
        var dig = await Command.RunAsync("dig", ["-r", $"@{server}", name, type, "+dnssec", "+adflag", "+tries=1", "+time=15", .. options]);
        return Parse(dig.Output);
    }

    /// <summary>Asks many questions as <see cref="AskAsync"/> does, in the order given.</summary>
    /// <exception cref="InvalidOperationException">A question got no answer.</exception>
    public static async Task<IReadOnlyList<Dig>> AskManyAsync(string server, IReadOnlyList<(string Name, string Type)> questions, params string[] options)
    {
        var parts = await Task.WhenAll(questions.Chunk(QuestionsAtOnce).Select(async part =>
        {
            List<string> arguments = ["-r"];
            foreach (var (name, type) in part)
            {
                arguments.AddRange([$"@{server}", "-q", name, "-t", type, "+dnssec", "+adflag", "+tries=1", "+time=15", .. options]);
            }

            var dig = await Command.RunAsync("dig", arguments);
            Dig[] answers = [.. Messages().Split(dig.Output).Select(Parse).Where(answer => answer.Rcode is not null)];
            return answers.Length == part.Length
                ? answers
                : throw new InvalidOperationException($"{part.Length} questions, {answers.Length} answers\n{dig}");
        }));
        return [.. parts.SelectMany(part => part)];
    }

    /// <summary>True when the server answers authoritatively for each zone.</summary>
    public static async Task<bool> ServesAsync(string server, IReadOnlyList<string> zones)
    {
        List<string> arguments = ["-r"];
        foreach (var zone in zones)
        {
            arguments.AddRange([$"@{server}", zone, "SOA", "+norecurse", "+tries=1", "+time=1"]);
        }

        var dig = await Command.RunAsync("dig", arguments);
        var answers = Messages().Split(dig.Output).Select(Parse)
            .Count(answer => answer is { Rcode: "NOERROR", Authoritative: true });
        return answers == zones.Count;
    }

    private static Dig Parse(string text)
    {
        var status = Status().Match(text);
        var flags = Flags().Match(text);
        var words = flags.Groups["flags"].Value.Split(' ');
        return new Dig(
            status.Success ? status.Groups["rcode"].Value : null,
            words.Contains("ad"),
            words.Contains("aa"),
            flags.Success ? int.Parse(flags.Groups["answers"].Value, CultureInfo.InvariantCulture) : 0,
            text);
    }

    [GeneratedRegex("(?=;; Got answer:)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Messages();

    [GeneratedRegex(", status: (?<rcode>[A-Z0-9]+),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Status();

    [GeneratedRegex(";; flags: (?<flags>[a-z ]*); QUERY: \\d+, ANSWER: (?<answers>\\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Flags();
}
