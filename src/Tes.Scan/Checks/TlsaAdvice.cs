using System.Globalization;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;
using Tes.TransportSecurity.Pkix;

namespace Tes.Scan.Checks;

/// <summary>The TLSA records to publish, made from what the servers send.</summary>
internal static class TlsaAdvice
{
    /// <summary>Usage, selector and matching type as in presentation form.</summary>
    public static string Parameters(TlsaRdata record) => $"{(byte)record.Usage} {(byte)record.Selector} {(byte)record.MatchingType}";

    /// <summary>One record for each key that the host's addresses serve; null where no certificate was seen.</summary>
    public static string? RecordsToPublish(DomainFacts facts, HostReport host)
    {
        DomainName baseDomain = host.Tlsa switch
        {
            TlsaLookup.OnlyUnusable unusable => unusable.TlsaBaseDomain,
            _ => host.Resolution is MxHostResolution.Resolved { TlsaBaseDomainCandidates: [var first, ..] } ? first : host.Host.Name,
        };
        if (!baseDomain.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{facts.Port}._tcp"), out DomainName? owner))
            return null;
        string[] records = [.. host.Addresses
            .Where(address => address.Probe.Tls is not null)
            .Select(address => Line(owner, address.Probe.Tls!.CertificateChain[0]))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
        return records.Length == 0 ? null : string.Join('\n', records);
    }

    /// <summary>What repairs a mismatch.</summary>
    public static string? ForMismatch(TlsaLookup.Usable tlsa, DaneAuthentication.Mismatch mismatch, AddressReport address)
    {
        ReadOnlyMemory<byte> leaf = address.Probe.Tls!.CertificateChain[0];
        // Where the trust anchor is right, its users want to keep it: repair what hangs below it.
        return mismatch.Reasons.Select(reason => reason.Reason).FirstOrDefault(IsBelowTrustAnchor) switch
        {
            TlsaMismatchReason.TrustAnchorNotPresented => $"let the server send the certificate of the trust anchor too (RFC 7671 §5.2.2), or publish\n{Line(tlsa.TlsaOwnerName, leaf)}",
            TlsaMismatchReason.NoPathToTrustAnchor => "let the server send every intermediate certificate between its own and the trust anchor",
            TlsaMismatchReason.OutsideValidity => "renew the certificate that has expired",
            TlsaMismatchReason.NameMismatch => $"have a certificate issued that names {tlsa.TlsaBaseDomain.ToDisplayString()}",
            TlsaMismatchReason.TrustAnchorIsLeaf => $"publish the server's own certificate with usage 3 in place of 2\n{Line(tlsa.TlsaOwnerName, leaf)}",
            _ => Line(tlsa.TlsaOwnerName, leaf) is { } line ? $"{line}\nand keep the old records until their TTL has passed; next time publish the new record before the new certificate" : null,
        };
    }

    private static bool IsBelowTrustAnchor(TlsaMismatchReason reason) => reason is
        TlsaMismatchReason.TrustAnchorNotPresented or TlsaMismatchReason.NoPathToTrustAnchor or TlsaMismatchReason.OutsideValidity
        or TlsaMismatchReason.NameMismatch or TlsaMismatchReason.TrustAnchorIsLeaf;

    // RFC 7671 §5.1: 3 1 1 survives a new certificate with the same key
    private static string? Line(DomainName owner, ReadOnlyMemory<byte> leaf)
    {
        if (!PeerCertificate.TryRead(leaf, out PeerCertificate? certificate, out _))
            return null;
        byte[] digest = SHA256.HashData(certificate.SubjectPublicKeyInfo.Span);
        return $"{owner} IN TLSA {new TlsaRdata(TlsaCertificateUsage.DaneEE, TlsaSelector.Spki, TlsaMatchingType.Sha256, digest)}";
    }
}
