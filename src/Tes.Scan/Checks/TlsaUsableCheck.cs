using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;

namespace Tes.Scan.Checks;

/// <summary>Whether SMTP senders can use every TLSA record.</summary>
internal sealed class TlsaUsableCheck : ICheck
{
    public CheckTag Tag => CheckTag.TlsaUsable;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach (HostReport host in facts.Hosts)
        {
            if (host.Tlsa is TlsaLookup.OnlyUnusable none)
            {
                yield return Finding.Fail(
                    Tag, Severity.Error, host.Name, $"none of the TLSA records can be used: {Reasons(none.Records)}",
                    "RFC 7672 §2.2: senders require TLS but authenticate nobody; whoever intercepts the connection reads the mail",
                    TlsaAdvice.RecordsToPublish(facts, host));
            }
            else if (host.Tlsa is TlsaLookup.Usable usable)
            {
                yield return usable.Records.Unusable.Count > 0
                    ? Finding.Warning(
                        Tag, Severity.Notice, host.Name, $"some TLSA records cannot be used: {Reasons(usable.Records.Unusable)}",
                        "RFC 7672 §3.1: senders pass over them; they protect nothing", "remove the records that cannot be used")
                    : Finding.Pass(Tag, host.Name, "all TLSA records can be used", "RFC 7672 §3.1: DANE-EE and DANE-TA with known selector and digest");
            }
        }
    }

    private static string Reasons(IReadOnlyList<UnusableTlsa> records) =>
        string.Join("; ", records.Select(record => $"{TlsaAdvice.Parameters(record.Record)} ({Word(record.Reason)})").Distinct(StringComparer.Ordinal));

    private static string Word(TlsaUnusableReason reason) => reason switch
    {
        TlsaUnusableReason.PkixUsage => "PKIX-TA and PKIX-EE are not for SMTP, RFC 7672 §3.1.3",
        TlsaUnusableReason.UnknownUsage => "unknown certificate usage",
        TlsaUnusableReason.UnknownSelector => "unknown selector",
        TlsaUnusableReason.UnknownMatchingType => "unknown matching type",
        TlsaUnusableReason.WrongDigestLength => "the data has not the length of the digest",
        TlsaUnusableReason.NotACertificate => "the data is not a certificate",
        TlsaUnusableReason.NotAPublicKey => "the data is not a public key",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}
