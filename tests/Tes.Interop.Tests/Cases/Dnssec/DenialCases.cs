using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;
using Tes.Interop.Tests.Resolvers;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Absence and wildcards, the same zone with each kind of denial.</summary>
internal static class DenialCases
{
    private const string Records = """
        www A 192.0.2.1
        below.ent.inner A 192.0.2.2
        *.wild A 192.0.2.3
        exact.wild TXT "closer than the wildcard"
        *.wildalias CNAME www
        zzz A 192.0.2.4
        """;

    private static readonly Kind[] Kinds =
    [
        new("NSEC", "denial-nsec.nord", Denial.Nsec, NameServer.Bind, "RFC 4035 §5.4"),
        new("NSEC from NSD", "denial-nsec-nsd.nord", Denial.Nsec, NameServer.Nsd, "RFC 4035 §5.4"),
        new("NSEC3", "denial-nsec3.west", Denial.Nsec3(), NameServer.Bind, "RFC 5155 §8"),
        new("NSEC3 with salt and iterations", "denial-salted.west", Denial.Nsec3(10, "aabbccdd"), NameServer.Knot, "RFC 5155 §8"),
        new("NSEC3 with opt-out", "denial-optout.nord", Denial.Nsec3OptOut(), NameServer.Nsd, "RFC 5155 §9.2"),
    ];

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        .. Kinds.Select(kind => new Zone($"{kind.Zone}.")
        {
            Records = Records,
            Denial = kind.Denial,
            Server = kind.Server,
            Signer = kind.Server == NameServer.Knot ? Signer.Ldns : Signer.Bind,
        }),
        .. new[] { 1, 50, 150, 151, 500, 2500 }.Select(IterationZone),
        new("signed.iterations-2500.nord.") { Records = "www A 192.0.2.1" },
        Unsigned("unsigned.iterations-2500.nord."),
        Unsigned("unsigned.iterations-50.nord."),
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        .. Kinds.SelectMany(Of),
        Iterations("1", "1", Security.Secure),
        Iterations("50", "50", Security.Secure),
        Iterations("150, the most that Unbound takes", "150", Security.Secure) with
        {
            Divergences = new Dictionary<Oracle, Divergence> { [Oracle.KnotResolver] = new("knot-resolver-iterations", "insecure") },
        },
        Iterations("151", "151", Security.Insecure),
        Iterations("500", "500", Security.Insecure),
        Iterations("2500", "2500", Security.Insecure),
        new("a positive answer needs no NSEC3, 2500 iterations or not", "RFC 9276 §3.2", "www.iterations-2500.nord", "A", Security.Secure),
        new("a wildcard answer needs NSEC3, 2500 iterations", "RFC 9276 §3.2", "x.wild.iterations-2500.nord", "A", Security.Insecure)
        {
            Through = new Dictionary<Resolver, Security> { [Resolver.BindNotValidating] = Security.Bogus, [Resolver.Bind] = Security.Bogus },
        },
        new("an existing DS needs no NSEC3, 2500 iterations", "RFC 9276 §3.2", "www.signed.iterations-2500.nord", "A", Security.Secure),
        new("a missing DS needs NSEC3, 2500 iterations", "RFC 9276 §3.2", "www.unsigned.iterations-2500.nord", "A", Security.Insecure),
        new("a missing DS needs NSEC3, 50 iterations", "RFC 9276 §3.2", "www.unsigned.iterations-50.nord", "A", Security.Insecure),
    ];

    private static IEnumerable<DnssecCase> Of(Kind kind)
    {
        // RFC 5155 §9.2: what rests on an opt-out record proves nothing about names that it covers.
        var covered = kind.Denial.OptOut ? Security.Insecure : Security.Secure;
        DnssecCase Case(string title, string name, string type, Security security) =>
            new($"{kind.Title}: {title}", kind.Section, name, type, security);
        DnssecCase Denied(string title, string name, string type) => kind.Denial.OptOut
            ? Case(title, name, type, covered) with { Divergences = Divergence.DelvUnderOptOut }
            : Case(title, name, type, covered);
        yield return Case("NODATA", $"www.{kind.Zone}", "AAAA", Security.Secure);
        yield return Case("NODATA at the apex", $"{kind.Zone}", "MX", Security.Secure);
        yield return Case("NODATA at an empty non-terminal", $"ent.inner.{kind.Zone}", "A", Security.Secure);
        yield return Case("NODATA at an empty non-terminal above another", $"inner.{kind.Zone}", "A", Security.Secure);
        yield return Case("no DS at a name that is no delegation", $"www.{kind.Zone}", "DS", Security.Secure);
        yield return Denied("NXDOMAIN", $"nothing.{kind.Zone}", "A");
        yield return Denied("NXDOMAIN before the first name", $"!.{kind.Zone}", "A");
        yield return Denied("NXDOMAIN after the last name", $"zzzz.{kind.Zone}", "A");
        yield return Denied("NXDOMAIN below an existing name", $"x.www.{kind.Zone}", "A");
        yield return Denied("NXDOMAIN below an empty non-terminal", $"x.ent.inner.{kind.Zone}", "A");
        yield return Denied("NXDOMAIN many labels down", $"a.b.c.d.e.{kind.Zone}", "TLSA");
        yield return Denied("NXDOMAIN where a closer name hides the wildcard", $"x.exact.wild.{kind.Zone}", "A");
        yield return Case("answer from a wildcard", $"x.wild.{kind.Zone}", "A", covered);
        yield return Case("answer from a wildcard, two labels", $"x.y.wild.{kind.Zone}", "A", covered);
        yield return Case("the wildcard itself", $"*.wild.{kind.Zone}", "A", Security.Secure);
        yield return Denied("NODATA from a wildcard", $"x.wild.{kind.Zone}", "AAAA");
        yield return Case("NODATA at a name beside the wildcard", $"exact.wild.{kind.Zone}", "A", Security.Secure);
        yield return Case("alias from a wildcard", $"x.wildalias.{kind.Zone}", "A", covered);
    }

    private static DnssecCase Iterations(string title, string number, Security security) =>
        new($"NXDOMAIN with NSEC3 iterations {title}", "RFC 9276 §3.2", $"nothing.iterations-{number}.nord", "A", security);

    private static Zone IterationZone(int iterations) => new($"iterations-{iterations}.nord.")
    {
        Records = "www A 192.0.2.1\n*.wild A 192.0.2.2",
        Denial = Denial.Nsec3(iterations),
        Signer = Signer.Ldns,
        Server = NameServer.Nsd,
    };

    private static Zone Unsigned(string name) => new(name) { Records = "www A 192.0.2.1", Signer = Signer.None, Ds = [] };

    private sealed record Kind(string Title, string Zone, Denial Denial, NameServer Server, string Section);
}
