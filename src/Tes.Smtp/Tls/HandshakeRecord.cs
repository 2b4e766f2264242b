using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Smtp;

/// <summary>What is learnt while a handshake runs and is not kept by the TLS library.</summary>
internal sealed class HandshakeRecord
{
    /// <summary>The group of an ephemeral key exchange before TLS 1.3.</summary>
    public string? EphemeralGroup { get; private set; }

    /// <summary>The scheme of the server's signature, from TLS 1.2 on.</summary>
    public string? SignatureScheme { get; private set; }

    /// <summary>The certificates as sent, leaf first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> CertificateChain { get; private set; } = [];

    /// <summary>The server has answered: groups seen so far were those of our own key shares.</summary>
    public void ForgetKeyShares() => EphemeralGroup = null;

    /// <summary>Notes the curve that the server named in its key exchange message.</summary>
    public void Saw(TlsECConfig config) => EphemeralGroup = TlsOffer.GroupName(config.NamedGroup);

    /// <summary>Notes the finite field that the server chose or made up.</summary>
    public void Saw(TlsDHConfig config)
    {
        if (config.NamedGroup >= 0)
        {
            EphemeralGroup = TlsOffer.GroupName(config.NamedGroup);
            return;
        }
        var group = config.ExplicitGroup;
        var named = TlsDHUtilities.GetNamedGroupForDHParameters(group.P, group.G);
        EphemeralGroup = named >= 0 ? TlsOffer.GroupName(named) : $"dhe-{group.P.BitLength}";
    }

    /// <summary>Notes the scheme of a signature that was verified.</summary>
    public void SawSignature(int scheme) => SignatureScheme = TlsOffer.SignatureSchemeName(scheme);

    /// <summary>Keeps the certificates in the very octets that were sent: TLSA digests are made over these.</summary>
    public void Saw(Certificate chain) =>
        CertificateChain = [.. chain.GetCertificateList().Select(certificate => new ReadOnlyMemory<byte>(certificate.GetEncoded()))];
}
