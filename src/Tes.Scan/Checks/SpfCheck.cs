using Tes.Mail.Spf;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether the domain has one well-formed SPF record.</summary>
internal sealed class SpfCheck : ICheck
{
    public CheckTag Tag => CheckTag.Spf;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        // A domain that does not exist cannot be forged usefully: receivers refuse it.
        if (facts.Mx is MxResolution.NoSuchDomain)
            yield break;
        string domain = facts.Domain.Text;
        yield return facts.Spf.Match(
            published => Published(domain, published.Record),
            none => Finding.Fail(
                Tag, Severity.Warning, domain, "there is no SPF record",
                "RFC 7208 §2.1: receivers cannot tell mail of the domain from forged mail", Proposal(facts)),
            multiple => Finding.Fail(
                Tag, Severity.Error, domain, $"there are {multiple.Texts.Count} SPF records: {string.Join(" and ", multiple.Texts)}",
                "RFC 7208 §4.5: more than one record is a permanent error; receivers evaluate none of them", "join them into one record"),
            malformed => Finding.Fail(
                Tag, Severity.Error, domain, $"the SPF record is malformed at character {malformed.Failure.Offset + 1}: {malformed.Failure.Reason}: {malformed.Text}",
                "RFC 7208 §4.6: a syntax error anywhere makes the whole record a permanent error"),
            bogus => Finding.Fail(
                Tag, Severity.Error, domain, $"the answer to the SPF look-up is bogus: {bogus.Error.Text}",
                "RFC 7208 §4.4: receivers that validate get an error and may hold or refuse mail of the domain"),
            failed => Finding.Inconclusive(
                Tag, Severity.Warning, domain, $"the SPF record could not be looked up: {failed.Failure.Text}",
                "RFC 7208 §4.4: receivers get a temporary error and may hold mail of the domain"));
    }

    private Finding Published(string domain, SpfRecord record) => record.ExceedsLookupLimit
        ? Finding.Fail(
            Tag, Severity.Error, domain, $"the SPF record needs {record.DirectLookups} look-ups, more than {SpfLimits.MaxLookupTerms}: {record.Text}",
            "RFC 7208 §4.6.4: beyond the limit receivers return a permanent error", "replace mechanisms that look names up by ip4 and ip6")
        : Finding.Pass(Tag, domain, $"there is one well-formed SPF record: {record.Text}", "RFC 7208 §3: receivers can evaluate it");

    private static string Proposal(DomainFacts facts) => facts.Mx is MxResolution.Null
        ? $"{facts.Domain.Text}. IN TXT \"v=spf1 -all\""
        : $"{facts.Domain.Text}. IN TXT \"v=spf1 mx -all\"\nwhere only the MX hosts send mail; add every other sender before -all";
}
