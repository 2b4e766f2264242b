using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tes.Scan.Survey;

/// <summary>Which domains there were, by digest: some 40 octets for each, however long its name.</summary>
public sealed class DomainSet
{
    private readonly HashSet<UInt128> _digests = [];

    /// <summary>How many there are.</summary>
    public int Count => _digests.Count;

    /// <summary>Puts a domain in.</summary>
    /// <param name="domain">As <see cref="Domains.MailDomain.Text"/> has it: ASCII in lower case.</param>
    /// <returns>False when it was in it.</returns>
    public bool Add(string domain) => _digests.Add(DigestOf(domain));

    /// <summary>Takes a domain out.</summary>
    public bool Remove(string domain) => _digests.Remove(DigestOf(domain));

    /// <summary>Whether it is in it.</summary>
    public bool Contains(string domain) => _digests.Contains(DigestOf(domain));

    /// <summary>A digest that no two texts share, also where a stranger chose them.</summary>
    internal static UInt128 DigestOf(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
