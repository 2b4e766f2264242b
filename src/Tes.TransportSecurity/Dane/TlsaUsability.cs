using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>A TLSA RRset sorted by what an SMTP client can do with each record.</summary>
public sealed class TlsaUsability
{
    // FIPS 180-4: digest lengths in octets
    private const int Sha256Length = 32;
    private const int Sha512Length = 64;

    private TlsaUsability(IReadOnlyList<UsableTlsa> usable, IReadOnlyList<UsableTlsa> superseded, IReadOnlyList<UnusableTlsa> unusable)
    {
        Usable = usable;
        Superseded = superseded;
        Unusable = unusable;
    }

    /// <summary>The records that authenticate a server: any one that matches is enough.</summary>
    public IReadOnlyList<UsableTlsa> Usable { get; }

    /// <summary>Records left aside because the same usage and selector come with a stronger digest (RFC 7671 §9).</summary>
    public IReadOnlyList<UsableTlsa> Superseded { get; }

    /// <summary>Records that cannot authenticate an SMTP server.</summary>
    public IReadOnlyList<UnusableTlsa> Unusable { get; }

    /// <summary>Sorts the records of one RRset.</summary>
    public static TlsaUsability Of(IEnumerable<TlsaRdata> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var usable = new List<UsableTlsa>();
        var unusable = new List<UnusableTlsa>();
        foreach (TlsaRdata record in records)
        {
            if (WhyUnusable(record) is { } reason)
                unusable.Add(new UnusableTlsa(record, reason));
            else
                usable.Add(new UsableTlsa(record));
        }

        // RFC 7671 §9: per usage and selector only the strongest digest among the usable records; a record that is not
        // usable must not disqualify one that is. Full(0) is no digest: it neither disqualifies nor is disqualified.
        ILookup<bool, UsableTlsa> superseded = usable.ToLookup(record =>
            record.MatchingType != TlsaMatchingType.Full && usable.Exists(other =>
                other.Usage == record.Usage && other.Selector == record.Selector && Strength(other) > Strength(record)));
        return new TlsaUsability([.. superseded[false]], [.. superseded[true]], unusable);
    }

    private static int Strength(UsableTlsa record) => record.MatchingType switch
    {
        TlsaMatchingType.Sha512 => 2,
        TlsaMatchingType.Sha256 => 1,
        _ => 0,
    };

    private static TlsaUnusableReason? WhyUnusable(TlsaRdata record)
    {
        switch (record.Usage)
        {
            case TlsaCertificateUsage.DaneTA or TlsaCertificateUsage.DaneEE:
                break;
            case TlsaCertificateUsage.PkixTA or TlsaCertificateUsage.PkixEE:
                return TlsaUnusableReason.PkixUsage; // RFC 7672 §3.1.3
            default:
                return TlsaUnusableReason.UnknownUsage;
        }

        if (record.Selector is not (TlsaSelector.Cert or TlsaSelector.Spki))
            return TlsaUnusableReason.UnknownSelector;
        ReadOnlyMemory<byte> data = record.CertificateAssociationData;
        return record.MatchingType switch
        {
            TlsaMatchingType.Sha256 => data.Length == Sha256Length ? null : TlsaUnusableReason.WrongDigestLength,
            TlsaMatchingType.Sha512 => data.Length == Sha512Length ? null : TlsaUnusableReason.WrongDigestLength,
            TlsaMatchingType.Full when record.Selector == TlsaSelector.Cert =>
                PeerCertificate.TryRead(data, out _, out _) ? null : TlsaUnusableReason.NotACertificate,
            TlsaMatchingType.Full => SubjectPublicKey.TryRead(data, out _, out _) ? null : TlsaUnusableReason.NotAPublicKey,
            _ => TlsaUnusableReason.UnknownMatchingType,
        };
    }
}
