using System.Buffers;
using System.Security.Cryptography;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>
/// What seals sign (RFC 8617 §5.1.1): all sets so far, each as AAR, AMS, AS, in the relaxed form. Every field is canonicalized and hashed
/// once, whatever the number of seals.
/// </summary>
internal sealed class SealedHeader : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _octets = new(512);

    /// <summary>Appends the two fields of the next set that its seal signs.</summary>
    public void AppendSet(HeaderField authenticationResults, HeaderField messageSignature)
    {
        Append(authenticationResults);
        Append(messageSignature);
    }

    /// <summary>Appends the seal of the set, which the next seals sign.</summary>
    public void AppendSeal(HeaderField seal) => Append(seal);

    /// <summary>The hash that the seal of the set appended last signs: of what is before it, and of itself without the value of b=.</summary>
    /// <param name="seal">The seal; not yet appended.</param>
    /// <param name="range">Where the value of b= stands in it.</param>
    public byte[] Hash(HeaderField seal, (int Start, int End) range)
    {
        _octets.ResetWrittenCount();
        HeaderCanonicalization.WriteSignature(seal, range.Start, range.End, DkimCanonicalization.Relaxed, _octets);
        using IncrementalHash hash = _hash.Clone();
        hash.AppendData(_octets.WrittenSpan);
        return hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Append(HeaderField field)
    {
        _octets.ResetWrittenCount();
        HeaderCanonicalization.Write(field, DkimCanonicalization.Relaxed, _octets);
        _hash.AppendData(_octets.WrittenSpan);
    }
}
