using System.Text;

namespace Tes.TransportSecurity.Pkix;

/// <summary>Text out of a peer's certificate made fit for terminals, logs and pages.</summary>
internal static class PeerText
{
    // RFC 5280 A.1, ub-common-name: 64 characters
    private const int MaxLength = 64;

    /// <summary>Printable ASCII as it is, anything else as a question mark, cut after 64 characters.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(Math.Min(text.Length, MaxLength) + 3);
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
            safe.Append(character is >= ' ' and <= '~' ? character : '?');
        return text.Length > MaxLength ? safe.Append("...").ToString() : safe.ToString();
    }
}
