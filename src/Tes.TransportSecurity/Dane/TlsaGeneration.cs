using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>A TLSA record made for a server's certificate: <c>tes dane generate</c>.</summary>
public sealed class TlsaGeneration
{
    private TlsaGeneration(TlsaRdata record, PeerCertificate certificate)
    {
        Record = record;
        Certificate = certificate;
    }

    /// <summary>The record.</summary>
    public TlsaRdata Record { get; }

    /// <summary>The certificate that it stands for. With DANE-TA(2) and a digest the server must send it along (RFC 7671 §5.2.2).</summary>
    public PeerCertificate Certificate { get; }

    /// <summary>Makes a record; the defaults are those that RFC 7672 §3.1 recommends.</summary>
    /// <param name="chain">The certificates of a server, leaf first, or one certificate.</param>
    /// <param name="generation">The record.</param>
    /// <param name="fault">Why there is none.</param>
    /// <param name="usage">DANE-EE(3): the leaf. DANE-TA(2): the highest issuer above the leaf among those given, or a CA certificate given alone.</param>
    /// <param name="selector">SPKI(1) outlives a renewal with the same key; Cert(0) does not.</param>
    /// <param name="matchingType">SHA2-256(1) is understood by all.</param>
    public static bool TryMake(
        IReadOnlyList<PeerCertificate> chain, [NotNullWhen(true)] out TlsaGeneration? generation, [NotNullWhen(false)] out TlsaGenerationFault? fault,
        TlsaCertificateUsage usage = TlsaCertificateUsage.DaneEE, TlsaSelector selector = TlsaSelector.Spki, TlsaMatchingType matchingType = TlsaMatchingType.Sha256)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfZero(chain.Count, nameof(chain));
        generation = null;
        fault = FindFault(usage, selector, matchingType);
        if (fault is not null)
            return false;
        PeerCertificate? certificate = usage == TlsaCertificateUsage.DaneEE ? chain[0] : HighestIssuer(chain);
        if (certificate is null || CertificateAssociation.Make(certificate.Der, selector, matchingType) is not { } data)
        {
            fault = TlsaGenerationFault.NoIssuer;
            return false;
        }

        generation = new TlsaGeneration(new TlsaRdata(usage, selector, matchingType, data), certificate);
        return true;
    }

    /// <summary>The record as a line of a zone file (RFC 6698 §2.2), without TTL.</summary>
    /// <param name="host">The mail host, as in the MX record.</param>
    /// <param name="port">The TCP port.</param>
    /// <returns>Null when the owner name would be too long.</returns>
    public string? ToZoneLine(DomainName host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{port}._tcp"), out DomainName? owner) ? $"{owner} IN TLSA {Record}" : null;
    }

    private static TlsaGenerationFault? FindFault(TlsaCertificateUsage usage, TlsaSelector selector, TlsaMatchingType matchingType)
    {
        if (usage is not (TlsaCertificateUsage.DaneTA or TlsaCertificateUsage.DaneEE))
            return TlsaGenerationFault.UnusableUsage;
        if (selector is not (TlsaSelector.Cert or TlsaSelector.Spki))
            return TlsaGenerationFault.UnknownSelector;
        return matchingType is TlsaMatchingType.Full or TlsaMatchingType.Sha256 or TlsaMatchingType.Sha512 ? null : TlsaGenerationFault.UnknownMatchingType;
    }

    // The highest one changes least often, and whoever gave it sends it along
    private static PeerCertificate? HighestIssuer(IReadOnlyList<PeerCertificate> chain)
    {
        PeerCertificate current = chain[0];
        if (chain.Count == 1)
            return IsCa(current) ? current : null;
        var passed = new HashSet<PeerCertificate> { current };
        while (chain.FirstOrDefault(issuer => !passed.Contains(issuer) && IsCa(issuer) && Issued(issuer, current)) is { } next)
        {
            passed.Add(next);
            current = next;
        }

        return current == chain[0] ? null : current;
    }

    private static bool IsCa(PeerCertificate certificate) =>
        CertificateExtensions.TryRead(certificate, out CertificateExtensions? extensions) && extensions.BasicConstraints?.IsCA() == true;

    private static bool Issued(PeerCertificate issuer, PeerCertificate subject) =>
        subject.NamesAsIssuer(issuer)
        && SubjectPublicKey.TryRead(issuer.SubjectPublicKeyInfo, out SubjectPublicKey? key, out _)
        && CertificateSignature.Verify(subject, key, new SignatureBudget()) == SignatureVerdict.Valid;
}
