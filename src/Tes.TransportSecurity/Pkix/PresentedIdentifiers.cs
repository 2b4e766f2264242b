using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Tes.Dns;

namespace Tes.TransportSecurity.Pkix;

/// <summary>The names that a certificate presents for its server (RFC 7672 §3.2.3, RFC 9525 §6).</summary>
public sealed class PresentedIdentifiers
{
    // RFC 6125 §6.4.3 by way of RFC 7672 §3.2.3: the wildcard is the whole left-most label
    private const string Wildcard = "*";

    private PresentedIdentifiers(IReadOnlyList<string> names, PresentedIdentifierSource source)
    {
        Names = names;
        Source = source;
    }

    /// <summary>The names as the certificate has them, junk included; escape before display.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where they come from.</summary>
    public PresentedIdentifierSource Source { get; }

    /// <summary>Reads the names of a certificate; false when its extensions are malformed.</summary>
    public static bool TryRead(PeerCertificate certificate, [NotNullWhen(true)] out PresentedIdentifiers? identifiers)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        identifiers = CertificateExtensions.TryRead(certificate, out CertificateExtensions? extensions) ? Of(certificate, extensions) : null;
        return identifiers is not null;
    }

    /// <summary>The first of the reference identifiers that a presented one matches; null where none does.</summary>
    public DomainName? FirstMatch(IReadOnlyList<DomainName> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return references.FirstOrDefault(reference => Names.Any(presented => Matches(presented, reference)));
    }

    /// <summary>Up to five names for people, safe to show.</summary>
    public override string ToString()
    {
        const int Shown = 5;
        string names = string.Join(", ", Names.Take(Shown).Select(PeerText.Escape));
        return Names.Count > Shown ? $"{names} and {Names.Count - Shown} more" : names;
    }

    internal static PresentedIdentifiers Of(PeerCertificate certificate, CertificateExtensions extensions)
    {
        List<string> dnsNames = [.. extensions.AlternativeNames
            .Where(name => name.TagNo == GeneralName.DnsName)
            .Select(name => DerIA5String.GetInstance(name.Name).GetString())];
        // RFC 7672 §3.2.3: the common name counts only in the absence of any DNS-ID. (RFC 9525 §2 no longer knows it;
        // for SMTP DANE-TA the older rule stands.)
        return dnsNames.Count > 0
            ? new PresentedIdentifiers(dnsNames, PresentedIdentifierSource.SubjectAlternativeName)
            : new PresentedIdentifiers(certificate.CommonNames, PresentedIdentifierSource.CommonName);
    }

    /// <summary>Whether one presented name matches one reference name.</summary>
    internal static bool Matches(string presented, DomainName reference)
    {
        if (!IsDnsSyntax(presented))
            return false;
        bool wildcard = presented.StartsWith(Wildcard + ".", StringComparison.Ordinal);
        string verbatim = wildcard ? presented[2..] : presented;
        if (verbatim.Contains('*', StringComparison.Ordinal) || verbatim.EndsWith('.')
            || !DomainName.TryParse(verbatim, out DomainName? name, out _))
            return false;
        // RFC 7672 §3.2.3: the wildcard stands for exactly one label, the others match verbatim (DNS names: without regard to case)
        return wildcard ? reference.LabelCount == name.LabelCount + 1 && reference.Parent == name : reference == name;
    }

    /// <summary>
    /// Whether a presented name can match at all (RFC 5280 §4.2.1.6). A NUL, a space or a letter outside ASCII (an
    /// internationalized name must come as A-labels) makes a name that nothing matches.
    /// </summary>
    internal static bool IsDnsSyntax(string presented) =>
        presented.Length > 0 && presented.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '*');
}
