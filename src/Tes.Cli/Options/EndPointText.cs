using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tes.Cli.Options;

/// <summary>Addresses with an optional port as people write them: <c>192.0.2.1</c>, <c>192.0.2.1:5353</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:5353</c>.</summary>
internal static class EndPointText
{
    public static bool TryParse(string text, int defaultPort, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        string address = text;
        int port = defaultPort;
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                return false;
            address = text[1..close];
            string rest = text[(close + 1)..];
            if (rest.Length > 0 && (rest[0] != ':' || !TryParsePort(rest[1..], out port)))
                return false;
            if (!address.Contains(':', StringComparison.Ordinal))
                return false;
        }
        else if (colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            address = text[..colon];
            if (!TryParsePort(text[(colon + 1)..], out port))
                return false;
        }

        if (!IPAddress.TryParse(address, out IPAddress? parsed))
            return false;
        // the platform also takes 127.1 and 0x7f000001, which nobody means
        if (parsed.AddressFamily == AddressFamily.InterNetwork && !string.Equals(parsed.ToString(), address, StringComparison.Ordinal))
            return false;
        endPoint = new IPEndPoint(parsed, port);
        return true;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= IPEndPoint.MaxPort;
}
