using System.Text.RegularExpressions;

namespace Tes.Interop.Tests.Mail;

/// <summary>The fate of messages, read from the log of a sending Postfix.</summary>
internal static partial class DeliveryLog
{
    /// <returns>The verdict for each recipient domain that has one so far.</returns>
    public static IReadOnlyDictionary<string, PostfixVerdict> Read(string path)
    {
        // A delivery agent serves one message at a time: what it logged last about TLS to a host belongs to the status that follows.
        var verdicts = new Dictionary<string, PostfixVerdict>(StringComparer.Ordinal);
        var tls = new Dictionary<(string Process, string Host), string>();
        foreach (var line in File.ReadLines(path))
        {
            if (TlsLine().Match(line) is { Success: true } established)
            {
                tls[(established.Groups["process"].Value, established.Groups["host"].Value)] = established.Groups["level"].Value;
            }
            else if (StatusLine().Match(line) is { Success: true } status)
            {
                _ = tls.Remove((status.Groups["process"].Value, status.Groups["relay"].Value), out var level);
                verdicts[status.Groups["domain"].Value] = PostfixVerdicts.Of(status.Groups["status"].Value, level);
            }
        }

        return verdicts;
    }

    [GeneratedRegex(@"(?<process>\[\d+\]): (?<level>\w+) TLS connection established to (?<host>\S+\]:25): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TlsLine();

    [GeneratedRegex(@"(?<process>\[\d+\]): \w+: to=<\w+@(?<domain>[^>]+)>, relay=(?<relay>\S+), .* status=(?<status>\w+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatusLine();
}
