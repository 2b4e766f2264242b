using System.Net;

namespace Tes.Smtp;

/// <summary>The name for the server_name extension.</summary>
internal static class SniName
{
    private const int MaxLength = 253; // the longest DNS name in text, RFC 1035 §2.3.4

    /// <summary>The name as RFC 6066 §3 wants it: ASCII, no final dot; null for addresses and for what is no host name.</summary>
    public static string? Of(string serverName)
    {
        var name = serverName.TrimEnd('.');
        return name.Length is > 0 and <= MaxLength
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            && !IPAddress.TryParse(name, out _) ? name.ToLowerInvariant() : null;
    }
}
