using System.Security.Cryptography;

namespace Tes.Dns.Dnssec;

/// <summary>Hashed owner names (RFC 5155 §5).</summary>
public static class Nsec3Hash
{
    /// <summary>The one hash algorithm assigned: SHA-1 (RFC 5155 §11).</summary>
    public const byte Sha1Algorithm = 1;

    /// <summary>Octets of its hashes.</summary>
    public const int Sha1Length = SHA1.HashSizeInBytes;

    /// <summary>IH(salt, name, iterations) with SHA-1: 20 octets.</summary>
    /// <param name="name">The owner name.</param>
    /// <param name="salt">0 to 255 octets.</param>
    /// <param name="iterations">Additional rounds: the caller bounds them.</param>
    public static byte[] Compute(DomainName name, ReadOnlySpan<byte> salt, int iterations)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> buffer = stackalloc byte[DomainName.MaxWireLength + 255];
        int length = name.WriteCanonical(buffer);
        byte[] hash = new byte[Sha1Length];
        for (int round = 0; round <= iterations; round++)
        {
            salt.CopyTo(buffer[length..]);
#pragma warning disable CA5350 // RFC 5155 §11 knows no other hash.
            SHA1.HashData(buffer[..(length + salt.Length)], hash);
#pragma warning restore CA5350
            hash.CopyTo(buffer);
            length = hash.Length;
        }

        return hash;
    }
}
