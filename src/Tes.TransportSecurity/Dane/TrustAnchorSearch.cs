using Tes.Dns.Iana;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>
/// Looks for a path from a leaf to a trust anchor that a DANE-TA(2) record names (RFC 7671 §5.2). The order in which the
/// server sent its certificates says nothing; the search goes from issuer name to subject name, and is bounded.
/// </summary>
internal sealed class TrustAnchorSearch
{
    private readonly ReferenceIdentifiers _references;
    private readonly DateTimeOffset _time;
    private readonly PeerCertificate? _leaf;
    private readonly List<Issuer> _issuers = [];
    private readonly List<(UsableTlsa Record, SubjectPublicKey Key)> _bareKeys = [];
    private readonly Dictionary<UsableTlsa, (TlsaMismatchReason Reason, string What)> _faults = [];
    private readonly SignatureBudget _budget = new();
    private (TlsaMismatchReason Reason, string What)? _brokenLink;
    private int _steps;

    public TrustAnchorSearch(
        IReadOnlyList<UsableTlsa> records, IReadOnlyList<ReadOnlyMemory<byte>> chain, ReferenceIdentifiers references, DateTimeOffset time)
    {
        _references = references;
        _time = time;
        if (records.Count == 0 || !PeerCertificate.TryRead(chain[0], out _leaf, out _))
            return;
        // A record with matching type Full brings its trust anchor along (RFC 7671 §5.2.1 and §5.2.3): 2 0 0 a certificate, 2 1 0 a bare key
        foreach (UsableTlsa record in records.Where(record => record.MatchingType == TlsaMatchingType.Full))
        {
            if (record.Selector == TlsaSelector.Cert)
                AddIssuer(record.Record.CertificateAssociationData, "the certificate of the record", records);
            else if (SubjectPublicKey.TryRead(record.Record.CertificateAssociationData, out SubjectPublicKey? key, out _))
                _bareKeys.Add((record, key));
        }

        for (int index = 1; index < Math.Min(chain.Count, DerLimits.MaxChainLength); index++)
            AddIssuer(chain[index], $"certificate {index + 1} of the chain", records);
        LeafMatches = CertificateAssociation.FindMatches(records, chain[0]);
    }

    private IReadOnlyList<UsableTlsa> LeafMatches { get; } = [];

    private bool LimitReached => _budget.IsExhausted || _steps >= DerLimits.MaxPathSteps;

    /// <summary>Searches; null when no record leads to the leaf.</summary>
    public DaneAuthentication.Authenticated? Run() => _leaf is null ? null : Extend([_leaf], last: null);

    /// <summary>Why one of the records did not, after <see cref="Run"/>.</summary>
    public TlsaMismatch Explain(UsableTlsa record)
    {
        (TlsaMismatchReason reason, string what) = FindReason(record);
        return DaneAuthenticator.Explain(record, reason, what);
    }

    private (TlsaMismatchReason Reason, string What) FindReason(UsableTlsa record)
    {
        if (_leaf is null)
            return (TlsaMismatchReason.UnreadableCertificate, "the server's certificate cannot be read");
        if (_faults.TryGetValue(record, out (TlsaMismatchReason, string) fault))
            return fault;
        if (LimitReached)
            return (TlsaMismatchReason.LimitReached, "the search for a path to it was given up: too many certificates of the same name");
        Issuer? anchor = _issuers.Find(issuer => issuer.Records.Contains(record));
        if (anchor is not null || _bareKeys.Exists(bare => bare.Record == record))
        {
            string which = anchor is null ? "it is a bare key" : $"it matches {anchor}";
            (TlsaMismatchReason reason, string what) = _brokenLink
                ?? (TlsaMismatchReason.NoPathToTrustAnchor, $"no certificate leads from the server's ({_leaf.Subject}, issued by {_leaf.Issuer}) to it");
            return (reason, $"{which}, but {what}");
        }

        // RFC 7671 §5.2: the trust anchor issues the leaf, directly or not; a leaf that is its own issuer needs DANE-EE(3).
        // OpenSSL, and with it Postfix, judges the same.
        return LeafMatches.Contains(record)
            ? (TlsaMismatchReason.TrustAnchorIsLeaf, $"it matches the server's own certificate ({_leaf.Subject}) and not an issuer of it; that takes usage 3")
            : (TlsaMismatchReason.TrustAnchorNotPresented, "the server did not present the certificate that it stands for (RFC 7671 section 5.2.2)");
    }

    private void AddIssuer(ReadOnlyMemory<byte> der, string place, IReadOnlyList<UsableTlsa> records)
    {
        // The leaf does not issue itself. What cannot be read cannot have issued anything; the others may still do.
        if (_leaf!.Der.Span.SequenceEqual(der.Span)
            || _issuers.Exists(other => other.Certificate.Der.Span.SequenceEqual(der.Span))
            || !PeerCertificate.TryRead(der, out PeerCertificate? certificate, out _))
            return;
        SubjectPublicKey.TryRead(certificate.SubjectPublicKeyInfo, out SubjectPublicKey? key, out _);
        _issuers.Add(new Issuer(certificate, key, place, CertificateAssociation.FindMatches(records, der)));
    }

    // All signatures along the path are verified; `last` is its last certificate, null where that is the leaf
    private DaneAuthentication.Authenticated? Extend(List<PeerCertificate> path, Issuer? last)
    {
        _steps++;
        foreach (UsableTlsa record in last?.Records ?? [])
        {
            if (Judge(path, PathEnd.TrustAnchor, record, $"it matches {last}") is { } authenticated)
                return authenticated;
        }

        foreach ((UsableTlsa record, SubjectPublicKey bareKey) in _bareKeys)
        {
            if (CertificateSignature.Verify(path[^1], bareKey, _budget) == SignatureVerdict.Valid && Judge(path, PathEnd.SignedByBareKey, record, $"its key signed {path[^1].Subject}") is { } authenticated)
                return authenticated;
        }

        if (path.Count == DerLimits.MaxPathLength)
            return null;
        foreach (Issuer issuer in _issuers)
        {
            if (LimitReached)
                return null;
            if (!IsNext(path, issuer) || !HasSigned(issuer, path[^1]))
                continue;
            if (Extend([.. path, issuer.Certificate], issuer) is { } authenticated)
                return authenticated;
        }

        return null;
    }

    private static bool IsNext(List<PeerCertificate> path, Issuer issuer) =>
        path[^1].NamesAsIssuer(issuer.Certificate)
        && !path.Exists(certificate => certificate.Der.Span.SequenceEqual(issuer.Certificate.Der.Span));

    private bool HasSigned(Issuer issuer, PeerCertificate subject)
    {
        SignatureVerdict verdict = issuer.Key is null ? SignatureVerdict.Unsupported
            : issuer.Verdicts.TryGetValue(subject, out SignatureVerdict known) ? known
            : issuer.Verdicts[subject] = CertificateSignature.Verify(subject, issuer.Key, _budget);
        if (verdict == SignatureVerdict.Valid)
            return true;
        _brokenLink ??= verdict switch
        {
            SignatureVerdict.Invalid => (TlsaMismatchReason.NoPathToTrustAnchor, $"the key of {issuer} did not sign {subject.Subject}"),
            SignatureVerdict.Weak => (TlsaMismatchReason.SignatureAlgorithm, $"the signature of {issuer} on {subject.Subject} is made with MD5, SHA-1 or a short RSA key (RFC 8446 section 4.4.2.4)"),
            _ => (TlsaMismatchReason.SignatureAlgorithm, $"the signature of {issuer} on {subject.Subject} is of a kind not known here"),
        };
        return false;
    }

    // The signatures of the path are good and it ends at the record's trust anchor: dates, constraints and names remain
    private DaneAuthentication.Authenticated? Judge(List<PeerCertificate> path, PathEnd end, UsableTlsa record, string match)
    {
        if (CertificationPath.FindFault(path, end, _time) is { } fault)
        {
            TlsaMismatchReason reason = fault.Kind == PathFaultKind.Validity ? TlsaMismatchReason.OutsideValidity : TlsaMismatchReason.ConstraintViolated;
            _faults.TryAdd(record, (reason, $"{match}, but {fault.Explanation}"));
            return null;
        }

        // RFC 7672 §3.2.2
        if (PresentedIdentifiers.TryRead(path[0], out PresentedIdentifiers? identifiers) && identifiers.FirstMatch(_references.Names) is { } name)
            return new DaneAuthentication.Authenticated(new AuthenticatedPeer(path[0].Der, PeerAuthenticationMethod.DaneTA, name), record, end == PathEnd.TrustAnchor ? path.Count - 1 : path.Count);
        // Nearer to success than any other fault of the same record
        _faults[record] = (TlsaMismatchReason.NameMismatch,
            $"{match}, but the server's certificate ({path[0].Subject}) is for {Presented(identifiers)} and not for {_references}");
        return null;
    }

    private static string Presented(PresentedIdentifiers? identifiers) => identifiers is null or { Names.Count: 0 } ? "no name" : identifiers.ToString();

    private sealed class Issuer(PeerCertificate certificate, SubjectPublicKey? key, string place, IReadOnlyList<UsableTlsa> records)
    {
        public PeerCertificate Certificate => certificate;

        public SubjectPublicKey? Key => key;

        /// <summary>The records that stand for it.</summary>
        public IReadOnlyList<UsableTlsa> Records => records;

        /// <summary>Whether it signed others, as far as known.</summary>
        public Dictionary<PeerCertificate, SignatureVerdict> Verdicts { get; } = [];

        public override string ToString() => $"{place} ({certificate.Subject})";
    }
}
