using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Testnet.Dns;
using Tes.Testnet.Lab;
using Tes.Testnet.Tests.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Lab;

public class LabScenarioTests
{
    // RFC 6761 §6, RFC 2606 §2
    private static readonly DomainName[] ReservedTlds = [DomainName.Parse("test"), DomainName.Parse("example"), DomainName.Parse("invalid")];

    [Fact]
    public void Domains_have_different_names_below_reserved_TLDs()
    {
        Assert.Distinct(LabScenario.Domains.Select(domain => domain.Name));
        Assert.All(LabScenario.Domains, domain => Assert.Contains(domain.Name.Suffix(1), ReservedTlds));
    }

    [Fact]
    public void Domains_say_what_they_show_and_which_RFC_decides()
    {
        Assert.Distinct(LabScenario.Domains.Select(domain => domain.Demonstrates));
        Assert.All(LabScenario.Domains, domain =>
        {
            Assert.Matches("^[A-Z0-9][^\\n]{5,90}[^.]$", domain.Demonstrates);
            Assert.Matches("^RFC [0-9]{4} §[0-9.]+[0-9]$|^RFC [0-9]{4} §[0-9]$", domain.Reference);
        });
    }

    // The words of the JSON contract of `tes test`; the lab must have a domain for each.
    [Fact]
    public void Every_state_has_a_domain()
    {
        AssertCovers(["verified", "trusted", "encrypted", "opportunistic", "cleartext", "defer", "bounce"], expected => expected.Delivery);
        AssertCovers(["mx", "implicit", "null", "none"], expected => expected.MxKind);
        AssertCovers(["secure", "insecure", "bogus", "failed"], expected => expected.MxSecurity);
        AssertCovers(["usable", "unusable", "none", "bogus", "failed", "not-asked"], expected => expected.Tlsa);
        AssertCovers(["yes", "no", "refused", "failed", "unreachable", "inconclusive"], expected => expected.StartTls);
        AssertCovers(["TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"], expected => expected.Protocol);
        AssertCovers(["match", "mismatch", "not-applicable", "unusable", "untested"], expected => expected.Dane);
    }

    [Fact]
    public void The_tour_is_short_and_misses_no_delivery()
    {
        Assert.InRange(LabScenario.Tour.Count, 25, 40);
        Assert.Subset(LabScenario.Domains.ToHashSet(), LabScenario.Tour.ToHashSet());
        Assert.Equal(
            LabScenario.Domains.Select(domain => domain.Expected.Delivery).Distinct().Order(),
            LabScenario.Tour.Select(domain => domain.Expected.Delivery).Distinct().Order());
    }

    [Fact]
    public async Task The_whole_scenario_starts_and_answers_for_every_domain()
    {
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(LabScenario.Scenario, new FixedTime(Asking.Now));
        foreach (LabDomain domain in LabScenario.Domains.Where(domain => domain.Expected is { MxKind: "mx", MxSecurity: "secure" or "insecure" or "bogus" }))
        {
            Message reply = net.Dns.Ask(domain.Name.ToString(), RRType.MX);
            Assert.Equal(ResponseCode.NoError, reply.ResponseCode);
            Assert.Contains(reply.Answers, record => record.Type == RRType.MX);
            Assert.Equal(domain.Expected.MxSecurity == "insecure" && !IsIsland(domain), !reply.Answers.Any(record => record.Type == RRType.Rrsig) && !IsUnsignedFault(domain));
        }

        Assert.Equal(ResponseCode.NXDomain, net.Dns.Ask("no-such-domain.test.", RRType.MX).ResponseCode);
    }

    [Fact]
    public async Task TLSA_records_are_found_below_the_port_by_name_and_by_fact()
    {
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(LabScenario.Scenario, TimeProvider.System);
        foreach (int port in new[] { 25, net.Smtp.Port })
        {
            Assert.Single(Asking.Lines(net.Dns.Ask($"_{port}._tcp.mx.dane-ee.test.", RRType.Tlsa).Answers));
            Assert.Equal(2, Asking.Lines(net.Dns.Ask($"_{port}._tcp.mx.tlsa-cname.test.", RRType.Tlsa).Answers).Length);
        }
    }

    private static bool IsIsland(LabDomain domain) => domain.Zones.Any(zone => zone.Signing is { Ds: not DsState.Right });

    private static bool IsUnsignedFault(LabDomain domain) =>
        domain.Zones.Any(zone => zone.Faults.Any(fault => fault.Kind is DnsFaultKind.MissingSignature or DnsFaultKind.Forged));

    private static void AssertCovers(string[] words, Func<LabExpectation, string?> word) =>
        Assert.Equal(words.Order(), LabScenario.Domains.Select(domain => word(domain.Expected)).OfType<string>().Distinct().Order());
}
