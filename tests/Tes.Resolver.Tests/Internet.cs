using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests;

/// <summary>The zones that most tests look into, a resolver of them and the look-ups that tests make.</summary>
internal static class Internet
{
    public const string Host = """
        www A 192.0.2.1
        www AAAA 2001:db8::1
        mx A 192.0.2.25
        _25._tcp.mx TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        @ MX 10 mx
        a.ent A 192.0.2.2
        *.wild TXT "wild"
        *.wild A 192.0.2.3
        deeper.wild MX 0 .
        alias CNAME www
        """;

    public static Zone[] Zones { get; } =
    [
        Zone.At("test"),
        Zone.At("signed.test", Host),
        Zone.At("sub.signed.test", Host),
        Zone.At("nsec3.test", Host) with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { Iterations = 3, Salt = "abcd" } } },
        Zone.At("optout.test", Host) with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { OptOut = OptOut.Set } } },
        Zone.At("unsigned.optout.test", Host) with { Signing = null },
        Zone.At("signed.optout.test", Host),
        Zone.At("iterations.test", Host) with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { Iterations = 151 } } },
        Zone.At("unsigned.test", Host) with { Signing = null },
        Zone.At("deep.unsigned.test", Host) with { Signing = null },
        Zone.At("island.unsigned.test", Host),
        Zone.At("no-ds.test", Host) with { Signing = new ZoneSigning { Ds = DsState.Absent } },
        Zone.At("algorithm.test", Host) with { Signing = new ZoneSigning { Ds = DsState.UnknownAlgorithm } },
        Zone.At("digest.test", Host) with { Signing = new ZoneSigning { Ds = DsState.UnknownDigestType } },
        Zone.At("wrong-ds.test", Host) with { Signing = new ZoneSigning { Ds = DsState.Wrong } },
        Zone.At("aliases.test", """
            secure CNAME www.signed.test.
            insecure CNAME www.unsigned.test.
            bogus CNAME www.wrong-ds.test.
            failed CNAME www.dead.test.
            nowhere CNAME nothing.signed.test.
            nodata CNAME mx.signed.test.
            *.any CNAME www.signed.test.
            *.none CNAME nothing.signed.test.
            moved DNAME signed.test.
            gone DNAME unsigned.test.
            loop CNAME pool
            pool CNAME loop
            self CNAME self
            """),
        Zone.At("chain.test", string.Join('\n', Enumerable.Range(0, 20).Select(i => $"a{i} CNAME a{i + 1}")) + "\na20 A 192.0.2.9"),
        Zone.At("unsigned-aliases.test", "secure CNAME www.signed.test.\nmoved DNAME signed.test.") with { Signing = null },
        Zone.At("dead.test", Host) with { Faults = [new DnsFault(DnsFaultKind.ServFail)] },
    ];

    public static TestnetDns NewDns(Clock clock, params Zone[] more) => new([.. Zones, .. more], clock);

    public static ResolverOptions Options(TestnetDns dns) => new() { Upstreams = [], TrustAnchors = Anchors(dns.TrustAnchorDs) };

    public static TrustAnchorSet Anchors(string text)
    {
        Assert.True(TrustAnchorSet.TryRead(text, out TrustAnchorSet? anchors, out var failure), failure.ToString());
        return anchors;
    }

    public static async Task<Answer> LookUp(string name, RRType type, FakeUpstream? upstream = null, ResolverOptions? options = null, params Zone[] more)
    {
        var clock = new Clock();
        TestnetDns dns = NewDns(clock, more);
        await using var resolver = new ValidatingResolver(options ?? Options(dns), clock, upstream ?? new FakeUpstream(dns));
        return await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);
    }

    /// <summary>The case and status in one word or two: <c>Found Secure</c>, <c>NXDomain Insecure</c>, <c>Bogus</c>, <c>ServFail</c>.</summary>
    public static string Outcome(this Answer answer) => answer.Match(
        found => $"Found {found.Security}",
        absent => $"{absent.Absence} {absent.Security}",
        _ => "Bogus",
        failed => failed.Failure.Kind.ToString());

    public static ExtendedDnsErrorCode? Code(this Answer answer) => answer.Match(
        found => found.RRset.Error?.Code, absent => absent.Error?.Code, bogus => bogus.Error.Code, _ => null);

    public static Message WithoutType(this Message message, params RRType[] types) => message with
    {
        Answers = [.. message.Answers.Where(record => !types.Contains(record.Type))],
        Authorities = [.. message.Authorities.Where(record => !types.Contains(record.Type))],
    };

    public static IReadOnlyList<ResourceRecord> Renamed(this IEnumerable<ResourceRecord> records, DomainName owner) =>
        [.. records.Select(record => record with { Owner = owner })];
}
