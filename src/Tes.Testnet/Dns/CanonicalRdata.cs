using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>Canonical form of RDATA, written apart from the validator's (RFC 4034 §6.2).</summary>
internal static class CanonicalRdata
{
    /// <summary>Lower-cases the names in RDATA of the types that the test net's zones use.</summary>
    public static byte[] Of(RRType type, ReadOnlySpan<byte> rdata)
    {
        byte[] canonical = rdata.ToArray();
        switch (type)
        {
            case RRType.NS or RRType.Cname or RRType.Dname or RRType.Ptr:
                LowercaseName(canonical, 0);
                break;
            case RRType.MX:
                LowercaseName(canonical, 2);
                break;
            case RRType.Srv:
                LowercaseName(canonical, 6);
                break;
            case RRType.Soa:
                LowercaseName(canonical, LowercaseName(canonical, 0));
                break;
            default:
                break;
        }

        return canonical;
    }

    // Returns where the name ends.
    private static int LowercaseName(byte[] octets, int offset)
    {
        while (octets[offset] != 0)
        {
            int end = offset + 1 + octets[offset];
            for (offset++; offset < end; offset++)
            {
                if (octets[offset] is >= (byte)'A' and <= (byte)'Z')
                    octets[offset] |= 0x20;
            }
        }

        return offset + 1;
    }
}
