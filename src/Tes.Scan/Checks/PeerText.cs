using Tes.Smtp;

namespace Tes.Scan.Checks;

/// <summary>What a server said, short enough for a sentence. Still the peer's text: escape before display.</summary>
internal static class PeerText
{
    /// <summary>A line of a terminal; what matters of a reply stands at its beginning.</summary>
    private const int LongestQuote = 120;

    public static string Of(SmtpReply reply)
    {
        string line = reply.Lines[0];
        return $"{reply.Code} {(line.Length <= LongestQuote ? line : line[..LongestQuote] + "…")}".TrimEnd();
    }
}
