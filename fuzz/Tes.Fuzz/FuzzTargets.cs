using Tes.Fuzz.Targets;

namespace Tes.Fuzz;

/// <summary>
/// The targets. Their limits are own choices, some times what the costliest inputs found so far have cost: low enough that work
/// growing with the square of the length passes them within the lengths that are fuzzed.
/// </summary>
public static class FuzzTargets
{
    // RFC 1035 §4.1.4: two octets may stand for a name of 127 labels, every one of which is looked at.
    private static readonly WorkLimit Compressed = new(BranchesPerOctet: 2000, AllocatedPerOctet: 2000);

    // The checks look at every ancestor of a name, and 255 octets have 127 of them at most.
    private static readonly WorkLimit Names = new(BranchesPerOctet: 3000, AllocatedPerOctet: 1000, BaseBranches: 100_000);

    private static readonly WorkLimit Plain = new(BranchesPerOctet: 400, AllocatedPerOctet: 800);

    // A policy may be read fifty times for the view of it, and asks for hundreds of names.
    private static readonly WorkLimit Evaluated = new(BranchesPerOctet: 100_000, AllocatedPerOctet: 100_000, BaseBranches: 10_000_000, BaseAllocated: 16 * 1024 * 1024);

    // What is looked at to tell whether a database has countries is bounded, and not by the length.
    private static readonly WorkLimit Probed = new(BranchesPerOctet: 400, AllocatedPerOctet: 800, BaseBranches: 10_000_000);

    // gzip can hold a thousand times its length (RFC 1951), and readers of XML and JSON begin with buffers of their own.
    private static readonly WorkLimit Packed = new(BranchesPerOctet: 40_000, AllocatedPerOctet: 40_000, BaseAllocated: 1024 * 1024);
    // A signature costs a look-up, hashes and a verification, whatever its length, and there are at most 16.
    private static readonly WorkLimit Signed = new(BranchesPerOctet: 1000, AllocatedPerOctet: 2000, BaseBranches: 1_000_000, BaseAllocated: 1024 * 1024);

    // All of the above on one message: 16 signatures, 50 ARC sets, an SPF policy, and walks for 4 authors.
    private static readonly WorkLimit Verified = new(BranchesPerOctet: 4000, AllocatedPerOctet: 10_000, BaseBranches: 10_000_000, BaseAllocated: 4 * 1024 * 1024);

    // A chain has at most 50 sets, and each seal covers those before it.
    private static readonly WorkLimit Chained = new(BranchesPerOctet: 2000, AllocatedPerOctet: 4000, BaseBranches: 1_000_000, BaseAllocated: 1024 * 1024);

    /// <summary>All targets in the order of the documentation.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("message", MessageTarget.Check, Compressed),
        new("name-wire", NameTargets.CheckWire, Names),
        new("name-text", NameTargets.CheckText, Names),
        new("rdata-wire", RdataTargets.CheckWire, Plain),
        new("rdata-text", RdataTargets.CheckText, Plain),
        new("zone-file", ZoneFileTarget.Check, Plain),
        new("trust-anchors", TrustAnchorTarget.Check, Plain),
        new("validation", ValidationTarget.Check, Compressed),
        new("denial", DenialTarget.Check, Compressed),
        new("resolv-conf", ResolverConfigurationTarget.Check, Plain),
        new("root-hints", RootHintsTarget.Check, Plain),
        new("spf-record", SpfTargets.CheckRecord, Plain),
        new("spf-evaluation", SpfTargets.CheckEvaluation, Evaluated),
        new("country-database", CountryDatabaseTarget.Check, Probed),
        new("mail-records", MailRecordTarget.Check, Plain),
        new("mta-sts-policy", MtaStsPolicyTarget.Check, Plain),
        new("public-suffix-list", PublicSuffixListTarget.Check, Plain),
        new("authentication-results", AuthenticationResultsTarget.Check, Plain),
        new("dmarc-report", MailReportTargets.CheckDmarc, Packed),
        new("dmarc-failure-report", MailReportTargets.CheckDmarcFailure, Packed),
        new("tls-report", MailReportTargets.CheckTls, Packed),
        new("mail-message", DkimTargets.CheckMessage, Signed),
        new("arc-chain", ArcTarget.Check, Chained),
        new("dkim-key", DkimTargets.CheckKey, Plain),
        new("mail-verification", MailVerificationTarget.Check, Verified),
    ];

    /// <summary>The target of that name; null where there is none.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
