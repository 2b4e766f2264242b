using Tes.Dns.Resolution;
using Tes.Mail.Dmarc;

namespace Tes.Cli.Dmarc;

/// <summary>Words for DMARC, the same in text and JSON.</summary>
internal static class DmarcWords
{
    public static string? Of(DmarcPolicy? policy) => policy switch
    {
        DmarcPolicy.None => "none",
        DmarcPolicy.Quarantine => "quarantine",
        DmarcPolicy.Reject => "reject",
        _ => null,
    };

    public static string Of(PolicyRecordRole role) => role switch
    {
        PolicyRecordRole.AuthorDomain => "author-domain",
        PolicyRecordRole.OrganizationalDomain => "organizational-domain",
        _ => "public-suffix-domain",
    };

    public static string Of(OrganizationalDomainRule rule) => rule switch
    {
        OrganizationalDomainRule.DeclaredOrganizational => "psd-n",
        OrganizationalDomainRule.BelowPublicSuffix => "below-psd-y",
        OrganizationalDomainRule.FewestLabels => "fewest-labels",
        _ => "itself",
    };

    public static string Of(RecordApplicability applicability) => applicability switch
    {
        RecordApplicability.AsPublished => "as-published",
        RecordApplicability.AsPolicyNone => "as-policy-none",
        _ => "no-processing",
    };

    public static string Of(AlignmentMode mode) => mode == AlignmentMode.Strict ? "strict" : "relaxed";

    public static string StateOf(DmarcLookup lookup) => lookup.Match(
        published => "published",
        none => none.Answer is null ? "not-asked" : "none",
        multiple => "multiple",
        bogus => "bogus",
        failed => "failed");

    public static string? StateOf(DomainExistence? existence) => existence?.State switch
    {
        DomainExistenceState.Exists => "exists",
        DomainExistenceState.DoesNotExist => "does-not-exist",
        DomainExistenceState.Undetermined => "undetermined",
        _ => null,
    };

    public static string StateOf(ReportDestination destination) => destination.Match(
        isInternal => "internal",
        authorized => "authorized",
        unauthorized => "unauthorized",
        undetermined => "undetermined",
        notExamined => "not-examined");

    /// <summary>Why a look-up tells nothing; null where it does. May quote a peer: escape before a terminal sees it.</summary>
    public static string? ProblemOf(DmarcLookup lookup) => lookup.Match<string?>(
        published => null,
        none => null,
        multiple => null,
        bogus => bogus.Error.Text,
        failed => failed.Failure.Text);

    /// <summary>The same of an answer.</summary>
    public static string ProblemOf(Answer answer) => answer.Match(
        found => "found",
        absent => "absent",
        bogus => bogus.Error.Text,
        failed => failed.Failure.Text);

    /// <summary>Why a domain is the Organizational Domain, a clause.</summary>
    public static string ReasonOf(OrganizationalDomainRule rule) => rule switch
    {
        OrganizationalDomainRule.DeclaredOrganizational => "its record says psd=n",
        OrganizationalDomainRule.BelowPublicSuffix => "the record one label above says psd=y",
        OrganizationalDomainRule.FewestLabels => "the record with the fewest labels",
        _ => "no record says otherwise",
    };
}
