using System.Buffers;
using System.Security.Cryptography;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>The fields that h= picks, and their hash with the signature field (RFC 6376 §3.7 and §5.4.2).</summary>
internal sealed class SignedHeader
{
    private readonly Dictionary<string, List<HeaderField>> _byName = new(StringComparer.OrdinalIgnoreCase);

    public SignedHeader(IReadOnlyList<HeaderField> fields)
    {
        foreach (HeaderField field in fields)
        {
            if (!_byName.TryGetValue(field.Name, out List<HeaderField>? named))
                _byName.Add(field.Name, named = []);
            named.Add(field);
        }
    }

    public int Count(string name) => _byName.TryGetValue(name, out List<HeaderField>? named) ? named.Count : 0;

    /// <summary>Hashes the fields named, and then the signature field without the value of its b=.</summary>
    /// <param name="names">h=.</param>
    /// <param name="own">The signature field; never one of those that h= picks.</param>
    /// <param name="range">Where the value of b= stands in it.</param>
    /// <param name="canonicalization">Which form.</param>
    public byte[] Hash(IReadOnlyList<string> names, HeaderField own, (int Start, int End) range, DkimCanonicalization canonicalization)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var taken = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            if (!_byName.TryGetValue(name, out List<HeaderField>? named))
                continue;
            // RFC 6376 §5.4.2: from the bottom up; what is not there counts as empty
            int next = taken.GetValueOrDefault(name);
            if (next < named.Count && ReferenceEquals(named[^(next + 1)], own))
                next++;
            if (next < named.Count)
                HeaderCanonicalization.Write(named[^(next + 1)], canonicalization, output);
            taken[name] = next + 1;
        }

        HeaderCanonicalization.WriteSignature(own, range.Start, range.End, canonicalization, output);
        return SHA256.HashData(output.WrittenSpan);
    }
}
