using System.Globalization;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Pkix;

namespace Tes.TransportSecurity.Pkix;

/// <summary>
/// The checks of RFC 5280 §6.1 on a path whose signatures are verified already, with a trust anchor that may be one of its
/// certificates. Certificate policies are not processed: a path that demands one is refused. There is no revocation: a
/// TLSA record is revoked by removing it (RFC 7672 §4).
/// </summary>
internal static class CertificationPath
{
    // RFC 5280 §4.1.2.1: version 3 has extensions
    private const int Version3 = 3;

    /// <summary>Checks the path; null when all is well.</summary>
    /// <param name="path">
    /// Leaf first. Its end is the trust anchor, or was signed by a bare key that is. The constraints that a trust anchor's
    /// certificate states are applied (RFC 7672 §3.1.2).
    /// </param>
    /// <param name="end">Which of the two.</param>
    /// <param name="time">When.</param>
    public static PathFault? FindFault(IReadOnlyList<PeerCertificate> path, PathEnd end, DateTimeOffset time)
    {
        var extensions = new List<CertificateExtensions>();
        foreach (PeerCertificate certificate in path)
        {
            if (!CertificateExtensions.TryRead(certificate, out CertificateExtensions? read))
                return Constraint(certificate, "has extensions that cannot be read");
            extensions.Add(read);
        }

        for (int depth = 0; depth < path.Count; depth++)
        {
            // RFC 6698 §2.1.1 makes the certificate a trust anchor, and RFC 5280 §6.1.1 (d) knows no dates of one. Senders that
            // use OpenSSL (Postfix, Exim) look at those of a self-issued anchor all the same, and mail to it waits; so do we.
            bool isAnchor = end == PathEnd.TrustAnchor && depth == path.Count - 1;
            PathFault? fault = (isAnchor && !path[depth].IsSelfIssued ? null : FindValidityFault(path[depth], time))
                ?? FindExtensionFault(path[depth], extensions[depth])
                ?? (depth > 0 ? FindIssuerFault(path, depth, extensions[depth]) : FindLeafFault(path[0], extensions[0]));
            if (fault is not null)
                return fault;
        }

        return FindNameConstraintFault(path, extensions);
    }

    private static PathFault? FindValidityFault(PeerCertificate certificate, DateTimeOffset time)
    {
        // RFC 5280 §4.1.2.5: both ends are included
        if (time > certificate.NotAfter)
            return Validity(certificate, $"expired on {Day(certificate.NotAfter)}");
        return time < certificate.NotBefore ? Validity(certificate, $"is not valid before {Day(certificate.NotBefore)}") : null;
    }

    private static PathFault? FindExtensionFault(PeerCertificate certificate, CertificateExtensions extensions)
    {
        // RFC 5280 §6.1.4 (o), §6.1.5 (f)
        if (extensions.UnknownCritical is { } oid)
            return Constraint(certificate, $"has the critical extension {oid}, which is not known here");
        if (extensions.DemandsPolicy)
            return Constraint(certificate, "demands a certificate policy, which is not processed here");
        // RFC 5280 §4.2.1.12, where anyExtendedKeyUsage alone MAY be refused. As in OpenSSL it is, and a CA that names purposes
        // must name this one too.
        return extensions.ExtendedKeyUsage is { } usage && !usage.HasKeyPurposeId(KeyPurposeID.id_kp_serverAuth)
            ? Constraint(certificate, "is not for TLS servers (extended key usage)")
            : null;
    }

    private static PathFault? FindIssuerFault(IReadOnlyList<PeerCertificate> path, int depth, CertificateExtensions extensions)
    {
        PeerCertificate issuer = path[depth];
        // RFC 5280 §6.1.4 (k). Older versions cannot say that they are a CA; a TLSA record says so for a root.
        bool isAnchorWithoutExtensions = issuer.Version < Version3 && depth == path.Count - 1 && issuer.IsSelfIssued;
        if (!isAnchorWithoutExtensions && extensions.BasicConstraints?.IsCA() != true)
            return Constraint(issuer, "is no CA certificate (basic constraints)");
        // RFC 5280 §6.1.4 (n)
        if (extensions.KeyUsage is { } usage && (usage & KeyUsage.KeyCertSign) == 0)
            return Constraint(issuer, "may not sign certificates (key usage)");
        // RFC 5280 §4.2.1.9: the leaf and self-issued certificates do not count
        int below = path.Take(depth).Skip(1).Count(certificate => !certificate.IsSelfIssued);
        return extensions.PathLength < below ? Constraint(issuer, $"allows {extensions.PathLength} CA certificates below it, and there are {below}") : null;
    }

    private static PathFault? FindLeafFault(PeerCertificate leaf, CertificateExtensions extensions)
    {
        // RFC 5280 §4.2.1.3: a TLS server signs (ECDHE, TLS 1.3), decrypts (RSA) or agrees on a key
        const int TlsServer = KeyUsage.DigitalSignature | KeyUsage.KeyEncipherment | KeyUsage.KeyAgreement;
        return extensions.KeyUsage is { } usage && (usage & TlsServer) == 0 ? Constraint(leaf, "is not for TLS (key usage)") : null;
    }

    private static PathFault? FindNameConstraintFault(IReadOnlyList<PeerCertificate> path, List<CertificateExtensions> extensions)
    {
        // RFC 7672 §3.1.2: constraints of the trust anchor apply too
        for (int depth = 1; depth < path.Count; depth++)
        {
            if (extensions[depth].NameConstraints is not { } constraints)
                continue;
            for (int below = 0; below < depth; below++)
            {
                // RFC 5280 §6.1.3 (b): self-issued certificates are exempt, except the leaf
                if (below > 0 && path[below].IsSelfIssued)
                    continue;
                PeerCertificate subject = path[below];
                List<GeneralName> names = [.. extensions[below].AlternativeNames];
                if (below == 0)
                    names.AddRange(CommonNamesAsDnsNames(subject, extensions[0]));
                if (!BouncyCastleGuard.Try(() => Satisfies(constraints, subject, names), out bool satisfied) || !satisfied)
                    return Constraint(subject, $"has a name that the name constraints of {path[depth].Subject} forbid");
            }
        }

        return null;
    }

    // Where the common name stands in for a missing dNSName it is bound by the constraints on those, as in OpenSSL
    private static IEnumerable<GeneralName> CommonNamesAsDnsNames(PeerCertificate leaf, CertificateExtensions extensions)
    {
        PresentedIdentifiers identifiers = PresentedIdentifiers.Of(leaf, extensions);
        return identifiers.Source == PresentedIdentifierSource.CommonName
            ? identifiers.Names.Where(PresentedIdentifiers.IsDnsSyntax).Select(name => new GeneralName(GeneralName.DnsName, name))
            : [];
    }

    private static bool Satisfies(NameConstraints constraints, PeerCertificate certificate, IReadOnlyList<GeneralName> names)
    {
        var validator = new PkixNameConstraintValidator();
        if (constraints.PermittedSubtreesValue is { } permitted)
            validator.IntersectPermittedSubtree(permitted.Elements);
        foreach (GeneralSubtree excluded in constraints.ExcludedSubtreesValue?.GetElements() ?? [])
            validator.AddExcludedSubtree(excluded);
        try
        {
            if (certificate.SubjectName.GetOidList().Count > 0)
                validator.CheckDN(certificate.SubjectName);
            foreach (GeneralName name in names)
                validator.CheckName(name);
            return true;
        }
        catch (PkixNameConstraintValidatorException)
        {
            return false;
        }
    }

    private static PathFault Validity(PeerCertificate certificate, string what) => new(PathFaultKind.Validity, $"{certificate.Subject} {what}");

    private static PathFault Constraint(PeerCertificate certificate, string what) => new(PathFaultKind.Constraint, $"{certificate.Subject} {what}");

    private static string Day(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
