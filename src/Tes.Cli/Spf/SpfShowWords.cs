using Tes.Mail.Spf;
using Tes.Mail.Spf.Inspection;

namespace Tes.Cli.Spf;

/// <summary>Words for the parts of a policy, the same in text and JSON.</summary>
internal static class SpfShowWords
{
    public static string Of(SpfReach reach) => reach switch
    {
        SpfReach.Known => "known",
        SpfReach.DependsOnMail => "depends-on-mail",
        SpfReach.Unknown => "unknown",
        SpfReach.NeverEvaluated => "never-evaluated",
        _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, "Not a reach."),
    };

    public static string Of(SpfFindingKind kind) => kind switch
    {
        SpfFindingKind.NoValidRecord => "no-valid-record",
        SpfFindingKind.Loop => "loop",
        SpfFindingKind.TooManyLookups => "too-many-lookups",
        SpfFindingKind.TooManyVoidLookups => "too-many-void-lookups",
        SpfFindingKind.TooManyMxHosts => "too-many-mx-hosts",
        SpfFindingKind.PassAll => "pass-all",
        SpfFindingKind.LargeNetwork => "large-network",
        SpfFindingKind.NoAll => "no-all",
        SpfFindingKind.Ptr => "ptr",
        SpfFindingKind.NeverEvaluated => "never-evaluated",
        SpfFindingKind.Redundant => "redundant",
        SpfFindingKind.VoidLookup => "void-lookup",
        SpfFindingKind.NotLookedUp => "not-looked-up",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of finding."),
    };

    /// <summary>The state of a record, as in <c>tes.test/1</c>.</summary>
    public static string Of(SpfLookup lookup) => lookup.Match(
        published => "published", none => "none", multiple => "multiple", malformed => "malformed", bogus => "bogus", failed => "failed");
}
