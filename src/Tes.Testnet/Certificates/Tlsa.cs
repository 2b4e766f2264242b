using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Iana;

namespace Tes.Testnet.Certificates;

/// <summary>A TLSA record to be made from a chain, right or wrong (RFC 6698 §2.1).</summary>
/// <param name="Usage">Certificate usage; any number.</param>
/// <param name="Selector">Selector; unassigned numbers select the certificate.</param>
/// <param name="MatchingType">Matching type; unassigned numbers hash with SHA-256.</param>
public sealed record Tlsa(TlsaCertificateUsage Usage, TlsaSelector Selector, TlsaMatchingType MatchingType)
{
    /// <summary>3 1 1 of the leaf.</summary>
    public static Tlsa DaneEE { get; } = new(TlsaCertificateUsage.DaneEE, TlsaSelector.Spki, TlsaMatchingType.Sha256);

    /// <summary>2 0 1 of the root.</summary>
    public static Tlsa DaneTA { get; } = new(TlsaCertificateUsage.DaneTA, TlsaSelector.Cert, TlsaMatchingType.Sha256) { Of = ChainPosition.Root };

    /// <summary>Of which certificate.</summary>
    public ChainPosition Of { get; init; }

    /// <summary>What is wrong with the association data.</summary>
    public TlsaFlaw Flaw { get; init; }

    /// <summary>RDATA in wire format.</summary>
    public ReadOnlyMemory<byte> ToRdata(CertificateChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        byte[] selected = chain.At(Of).ToArray();
        if (Selector == TlsaSelector.Spki)
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(selected);
            selected = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        }

        byte[] data = MatchingType switch
        {
            TlsaMatchingType.Full => selected,
            TlsaMatchingType.Sha512 => SHA512.HashData(selected),
            _ => SHA256.HashData(selected),
        };
        if (Flaw == TlsaFlaw.OtherCertificate)
            data[^1] ^= 1;
        return (byte[])[(byte)Usage, (byte)Selector, (byte)MatchingType, .. Flaw == TlsaFlaw.WrongLength ? data[..^1] : data];
    }
}
