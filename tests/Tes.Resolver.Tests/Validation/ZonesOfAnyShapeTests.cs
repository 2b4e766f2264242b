using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>Zones of any shape, signed in any way: everything in them and every denial validates, and says what the server said.</summary>
public sealed class ZonesOfAnyShapeTests
{
    private static readonly string[] Labels = ["a", "b", "c", "*"];
    private static readonly string[] Records = ["A 192.0.2.1", "TXT \"t\"", "MX 10 a.shape.test.", "CNAME a.shape.test.", "DNAME b.shape.test.", "NS ns.elsewhere.test."];
    private static readonly RRType[] Types = [RRType.A, RRType.Txt, RRType.Cname, RRType.DS];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Everything_in_them_validates(int seed)
    {
        var random = new Random(seed);
        var clock = new Clock();
        Zone zone = AnyZone(random);
        var dns = new TestnetDns([Zone.At("test"), zone], clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
        bool optOut = zone.Signing!.Denial is Denial.Nsec3 { OptOut: OptOut.Set };
        foreach (DomainName name in Enumerable.Range(0, 25).Select(_ => AnyName(random)))
        {
            RRType type = Types[random.Next(Types.Length)];
            Message said = upstream.Genuine(new Question(name, type))!;
            Answer answer = await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
            string what = $"{name} {type} is {answer.Outcome()} in {zone.Records} by {zone.Signing.Denial}: {answer.Match(_ => "", _ => "", bogus => bogus.Error.Text, failed => failed.Failure.Text)}";
            // Delegations lead to servers that do not exist, and aliases may form a loop.
            if (said.ResponseCode is not (ResponseCode.NoError or ResponseCode.NXDomain))
            {
                Assert.True(answer is Answer.Failed, what);
                continue;
            }

            Assert.True(answer.Security == SecurityStatus.Secure || (optOut && answer.Security == SecurityStatus.Insecure), what);
            Assert.True(said.ResponseCode == ResponseCode.NXDomain == answer is Answer.Absent { Absence: Absence.NXDomain }, what);
            Assert.True(said.Answers.Any(record => record.Type == type) == answer is Answer.Found, what);
        }
    }

    private static Zone AnyZone(Random random)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<string>();
        for (int i = random.Next(9); i >= 0; i--)
        {
            string owner = string.Join('.', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Labels[random.Next(Labels.Length)]));
            if (!taken.Add(owner))
                continue;
            // A wildcard neither delegates nor redirects (RFC 4592 §4).
            lines.Add($"{owner} {Records[random.Next(owner[0] == '*' ? 4 : Records.Length)]}");
        }

        return Zone.At("shape.test", string.Join('\n', lines)) with
        {
            Signing = new ZoneSigning
            {
                Algorithm = random.Next(3) == 0 ? DnssecAlgorithm.Ed25519 : DnssecAlgorithm.EcdsaP256Sha256,
                Denial = random.Next(3) switch
                {
                    0 => new Denial.Nsec(),
                    1 => new Denial.Nsec3 { Iterations = (ushort)random.Next(3), Salt = random.Next(2) == 0 ? "" : "c0ffee" },
                    _ => new Denial.Nsec3 { OptOut = OptOut.Set },
                },
            },
        };
    }

    private static DomainName AnyName(Random random) => DomainName.Parse(
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $"{Labels[random.Next(Labels.Length)]}.")) + "shape.test");
}
