using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>Names the one thing that is wrong, from the check that explains the others.</summary>
internal static class Diagnoser
{
    private const string Another = "use another resolver with --resolver, or ask the name servers themselves with --iterate";

    // From what explains the most to what explains the least.
    private static readonly string[] Order = ["reachable", "recursion", "edns", "clock", "dnskey", "denial", "tcp", "unknown-type", "ds"];

    public static PathDiagnosis? Of(IReadOnlyList<PathCheck> checks, UpstreamServer server, DateTimeOffset now) =>
        checks.Where(check => check.Outcome == PathCheckOutcome.Failed).MinBy(check => Array.IndexOf(Order, check.Tag)) is { } first
            ? new PathDiagnosis(first.Tag is "clock" ? first.Text : $"the resolver {server} {first.Text}", Fix(first.Tag, now))
            : null;

    private static string Fix(string tag, DateTimeOffset now) => tag switch
    {
        "reachable" => $"check the address, the port and the firewall on the way; else {Another}",
        "recursion" => $"allow this host to ask it; else {Another}",
        "tcp" => $"open port 53 over TCP on the way to it; else {Another}",
        "edns" => $"have EDNS let through by the resolver and by the boxes before it; else {Another}",
        "clock" => $"set the clock, which says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC, or give another time with --at",
        "dnskey" => $"switch on DNSSEC in the resolver, and check that the trust anchor belongs to the DNS root that it uses; else {Another}",
        "denial" => $"switch off what rewrites answers (parental control, search pages, NXDOMAIN redirection) and switch on DNSSEC; else {Another}",
        _ => $"update the resolver or the box before it; else {Another}",
    };
}
