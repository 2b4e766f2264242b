using System.Globalization;

namespace Tes.Interop.Tests.Names;

/// <summary>The key tag of a DNSKEY (RFC 4034 appendix B).</summary>
internal static class KeyTag
{
    /// <param name="rdata">Flags, protocol, algorithm and key, in presentation form.</param>
    public static int Of(string rdata)
    {
        var fields = rdata.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var flags = int.Parse(fields[0], CultureInfo.InvariantCulture);
        byte[] octets =
        [
            (byte)(flags >> 8), (byte)flags, byte.Parse(fields[1], CultureInfo.InvariantCulture), byte.Parse(fields[2], CultureInfo.InvariantCulture),
            .. Convert.FromBase64String(string.Concat(fields[3..])),
        ];
        var sum = octets.Select((octet, index) => index % 2 == 0 ? octet << 8 : octet).Sum();
        return (sum + (sum >> 16)) & 0xFFFF;
    }
}
