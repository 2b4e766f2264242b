using System.Buffers;
using System.Security.Cryptography;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>
/// What seals sign (RFC 8617 §5.1.1): all sets so far, each as AAR, AMS, AS, in the relaxed form. Every field is canonicalized once,
/// whatever the number of seals.
/// </summary>
internal sealed class SealedHeader
{
    private readonly ArrayBufferWriter<byte> _octets = new(4096);

    /// <summary>Appends the two fields of the next set that its seal signs.</summary>
    /// <returns>How far what the seal signs reaches.</returns>
    public int AppendSet(HeaderField authenticationResults, HeaderField messageSignature)
    {
        HeaderCanonicalization.Write(authenticationResults, DkimCanonicalization.Relaxed, _octets);
        HeaderCanonicalization.Write(messageSignature, DkimCanonicalization.Relaxed, _octets);
        return _octets.WrittenCount;
    }

    /// <summary>Appends the seal of the set, which the next seals sign.</summary>
    public void AppendSeal(HeaderField seal) => HeaderCanonicalization.Write(seal, DkimCanonicalization.Relaxed, _octets);

    /// <summary>The hash that a seal signs: of what is before it, and of itself without the value of b=.</summary>
    /// <param name="reach">What <see cref="AppendSet"/> said of its set.</param>
    /// <param name="seal">The seal.</param>
    /// <param name="range">Where the value of b= stands in it.</param>
    public byte[] Hash(int reach, HeaderField seal, (int Start, int End) range)
    {
        var own = new ArrayBufferWriter<byte>(512);
        HeaderCanonicalization.WriteSignature(seal, range.Start, range.End, DkimCanonicalization.Relaxed, own);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_octets.WrittenSpan[..reach]);
        hash.AppendData(own.WrittenSpan);
        return hash.GetHashAndReset();
    }
}
