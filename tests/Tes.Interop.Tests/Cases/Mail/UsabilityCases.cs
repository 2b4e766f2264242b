using Tes.Interop.Tests.Mail;
using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>Records that SMTP cannot use, and which of several digests count.</summary>
internal static class UsabilityCases
{
    private static readonly string Digest = new('A', 64);

    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        Unusable("unusable-pkix-ee", "RFC 7672 §3.1.3", "{1 1 1 leaf}"),
        Unusable("unusable-pkix-ta", "RFC 7672 §3.1.3", "{0 0 1 root}"),
        Unusable("unusable-pkix-wrong", "RFC 7672 §3.1.3", "{1 1 1 other}", "{0 1 1 other}"),
        Unusable("unusable-usage", "RFC 7671 §4.1", $"4 1 1 {Digest}"),
        Unusable("unusable-private-usage", "RFC 7671 §4.1", $"255 1 1 {Digest}"),
        Unusable("unusable-selector", "RFC 7671 §4.1", $"3 2 1 {Digest}"),
        Unusable("unusable-matching-type", "RFC 7671 §4.1", $"3 1 3 {Digest}"),
        Unusable("unusable-short-digest", "RFC 7671 §4.1", "3 1 1 AABBCC"),
        Unusable("unusable-long-digest", "RFC 7671 §4.1", $"3 1 1 {Digest}AA"),
        Unusable("unusable-full-certificate", "RFC 7671 §4.1", "2 0 0 30030201FF"),
        Unusable("unusable-without-starttls", "RFC 7672 §2.2", "{1 1 1 leaf}") with
        {
            Delivery = Defer,
            Hosts = "unusable unusable",
            MailHosts = [MailHost.WithoutTls],
            Tlsa = MailCases.TlsaRecords($"1 1 1 {Digest}"),
        },
        Usable("usable-beside-pkix", Verified, "RFC 7672 §3.1.3", "{1 1 1 other}", "{3 1 1 leaf}"),
        Usable("mismatch-beside-matching-pkix", Defer, "RFC 7672 §3.1.3", "{1 1 1 leaf}", "{3 1 1 other}"),
        Usable("mismatch-beside-malformed", Defer, "RFC 7671 §4.1", "3 1 1 AABBCC", "{3 1 1 other}"),
        Usable("agility-strongest-wrong", Defer, "RFC 7671 §9", "{3 1 2 other}", "{3 1 1 leaf}"),
        Usable("agility-strongest-right", Verified, "RFC 7671 §9", "{3 1 2 leaf}", "{3 1 1 other}"),
        Usable("agility-full-counts", Verified, "RFC 7671 §9", "{3 1 2 other}", "{3 1 0 leaf}"),
        Usable("agility-by-selector", Verified, "RFC 7671 §9", "{3 0 2 other}", "{3 1 1 leaf}"),
        Usable("agility-by-usage", Verified, "RFC 7671 §9", "{2 1 2 other}", "{3 1 1 leaf}"),
        Usable("agility-unknown-digest", Verified, "RFC 7671 §9", $"3 1 99 {Digest}", "{3 1 1 leaf}"),
        Usable("agility-malformed-strongest", Verified, "RFC 7671 §9", "3 1 2 AABBCC", "{3 1 1 leaf}"),
    ];

    private static MailCase Unusable(string name, string section, params string[] tlsa) =>
        new(name, section, Encrypted, "unusable unusable") { Tlsa = MailCases.TlsaRecords(tlsa) };

    private static MailCase Usable(string name, Delivery delivery, string section, params string[] tlsa) =>
        new(name, section, delivery, delivery == Verified ? "usable match" : "usable mismatch") { Tlsa = MailCases.TlsaRecords(tlsa) };
}
