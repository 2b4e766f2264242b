using Tes.Dns;
using Tes.Dns.Records;

namespace Tes.TransportSecurity.Dane;

/// <summary>Whether given TLSA records would authenticate a given chain to an SMTP client: <c>tes dane verify</c>.</summary>
public sealed class DaneVerification
{
    private DaneVerification(TlsaUsability records, DaneAuthentication? outcome)
    {
        Records = records;
        Outcome = outcome;
    }

    /// <summary>The records by what can be done with each. "usable" in JSON: <see cref="TlsaUsability.Usable"/> is not empty.</summary>
    public TlsaUsability Records { get; }

    /// <summary>The comparison; null without a usable record. "match" in JSON: it is <see cref="DaneAuthentication.Authenticated"/>.</summary>
    public DaneAuthentication? Outcome { get; }

    /// <summary>Compares.</summary>
    /// <param name="records">The TLSA RRset.</param>
    /// <param name="chain">The chain, DER, leaf first.</param>
    /// <param name="names">The reference identifiers, the TLSA base domain first; needed for DANE-TA(2) only.</param>
    /// <param name="time">When.</param>
    public static DaneVerification Of(IEnumerable<TlsaRdata> records, IReadOnlyList<ReadOnlyMemory<byte>> chain, IEnumerable<DomainName> names, DateTimeOffset time)
    {
        TlsaUsability usability = TlsaUsability.Of(records);
        return new DaneVerification(usability, usability.Usable.Count == 0
            ? null
            : DaneAuthenticator.Authenticate(usability.Usable, chain, new ReferenceIdentifiers(names), time));
    }
}
