using Tes.Dns.Iana;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>Authenticates a TLS server by TLSA records (RFC 7672 §3, RFC 7671 §5).</summary>
public static class DaneAuthenticator
{
    /// <summary>Tries the records, DANE-EE(3) first; one that matches is enough.</summary>
    /// <param name="records">The usable records of the RRset, after digest agility: <see cref="TlsaUsability.Usable"/>.</param>
    /// <param name="chain">The certificates as the server sent them, DER, leaf first. The handshake has proved that the server holds the leaf's key.</param>
    /// <param name="references">The names of which the leaf must carry one under DANE-TA(2).</param>
    /// <param name="time">When: validity periods count under DANE-TA(2).</param>
    public static DaneAuthentication Authenticate(
        IReadOnlyList<UsableTlsa> records, IReadOnlyList<ReadOnlyMemory<byte>> chain, ReferenceIdentifiers references, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(references);
        if (chain.Count == 0)
        {
            return new DaneAuthentication.Mismatch([.. records.Select(record =>
                Explain(record, TlsaMismatchReason.NoCertificate, "the server presented no certificate"))]);
        }

        // RFC 7671 §5.1: names, dates and issuers do not count, and the leaf need not even be readable where its digest matches
        if (CertificateAssociation.FindMatches(records.Where(record => record.Usage == TlsaCertificateUsage.DaneEE), chain[0]) is [{ } match, ..])
            return new DaneAuthentication.Authenticated(new AuthenticatedPeer(chain[0], PeerAuthenticationMethod.DaneEE, matchedName: null), match, depth: 0);

        var search = new TrustAnchorSearch([.. records.Where(record => record.Usage == TlsaCertificateUsage.DaneTA)], chain, references, time);
        return search.Run() is { } authenticated
            ? authenticated
            : new DaneAuthentication.Mismatch([.. records.Select(record =>
                record.Usage == TlsaCertificateUsage.DaneEE ? ExplainLeaf(record, chain[0]) : search.Explain(record))]);
    }

    internal static TlsaMismatch Explain(UsableTlsa record, TlsaMismatchReason reason, string what)
    {
        // A Full(0) record can be as long as a certificate; its start is enough to tell it from others
        const int ShownDigits = 16;
        string data = Convert.ToHexStringLower(record.Record.CertificateAssociationData.Span);
        string shown = data.Length > ShownDigits ? data[..ShownDigits] + "..." : data;
        return new TlsaMismatch(record, reason, $"TLSA {record.Parameters} {shown}: {what}.");
    }

    private static TlsaMismatch ExplainLeaf(UsableTlsa record, ReadOnlyMemory<byte> leaf)
    {
        string name = PeerCertificate.TryRead(leaf, out PeerCertificate? certificate, out _) ? $" ({certificate.Subject})" : "";
        if (CertificateAssociation.Make(leaf, record.Selector, record.MatchingType) is not { } actual)
            return Explain(record, TlsaMismatchReason.UnreadableCertificate, "no public key can be found in the server's certificate");
        string part = record.Selector == TlsaSelector.Cert ? "certificate" : "public key";
        return Explain(record, TlsaMismatchReason.LeafDiffers, record.MatchingType == TlsaMatchingType.Full
            ? $"the server's certificate{name} has another {part}"
            : $"the {part} of the server's certificate{name} has the digest {Convert.ToHexStringLower(actual.Span)}");
    }
}
