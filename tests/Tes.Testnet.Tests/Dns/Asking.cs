using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Dns;

/// <summary>Asks a test net in memory and checks replies with the proofs that the validator is made of.</summary>
internal static class Asking
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TestnetDns Net(params Zone[] zones) => new(zones, new FixedTime(Now));

    public static Message Query(string name, RRType type, Edns? edns) => new()
    {
        Id = 4711,
        Flags = MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled,
        Questions = [new Question(DomainName.Parse(name), type)],
        Edns = edns,
    };

    public static Edns Do(ushort size = 1232) => new(size, DnssecOk.Set, []);

    public static Message Ask(this TestnetDns net, string name, RRType type, DnsTransport transport = DnsTransport.Tcp)
    {
        Message? reply = net.Answer(Query(name, type, Do()), transport);
        Assert.NotNull(reply);
        Assert.Equal(4711, reply.Id);
        Assert.Equal(MessageFlags.Response | MessageFlags.RecursionAvailable | MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled,
            reply.Flags & ~MessageFlags.Truncated);
        return reply;
    }

    public static string[] Lines(IReadOnlyList<ResourceRecord> section) =>
        [.. section.Where(record => record.Type != RRType.Rrsig).Select(record => record.ToString())];

    public static IReadOnlyList<ZoneKey> Keys(this TestnetDns net, string zone) =>
        [.. Assert.Single(RRset.Group(net.Ask(zone, RRType.Dnskey).Answers)).Read<DnskeyRdata>().Select(key => new ZoneKey(key))];

    public static RRsetVerdict Verify(this TestnetDns net, RRset set, string zone, DateTimeOffset? now = null) =>
        RRsetVerifier.Verify(set, DomainName.Parse(zone), net.Keys(zone), DnssecPolicy.Default, now ?? Now);

    public static RRsetVerdict.Verified AssertVerified(this TestnetDns net, RRset set, string zone, DateTimeOffset? now = null)
    {
        RRsetVerdict verdict = net.Verify(set, zone, now);
        Assert.True(verdict is RRsetVerdict.Verified, (verdict as RRsetVerdict.Unverified)?.Error.Text);
        return (RRsetVerdict.Verified)verdict;
    }

    public static SignatureFault FaultOf(this TestnetDns net, RRset set, string zone) =>
        Assert.IsType<RRsetVerdict.Unverified>(net.Verify(set, zone)).Fault;

    /// <summary>The proof in a reply's authority section; fails where a record of it is not validly signed.</summary>
    public static DenialProof Proof(this TestnetDns net, Message reply, string zone)
    {
        ValidatedRRset[] records = [.. RRset.Group(reply.Authorities).Where(set => set.Type is RRType.Nsec or RRType.Nsec3).Select(set =>
            new ValidatedRRset(set, SecurityStatus.Secure, DomainName.Parse(zone), null, net.AssertVerified(set, zone).Signature, null))];
        return new DenialProof(DomainName.Parse(zone), records, DnssecPolicy.Default);
    }
}
