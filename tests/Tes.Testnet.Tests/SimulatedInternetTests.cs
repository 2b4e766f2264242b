using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Tes.Testnet.Tests.Dns;
using Xunit;

namespace Tes.Testnet.Tests;

public class SimulatedInternetTests
{
    [Fact]
    public async Task Hosts_get_address_and_TLSA_records_in_the_zone_closest_to_them()
    {
        var scenario = new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("good.test.", "@ MX 10 mx")],
            Hosts = [SmtpHost.Normal("mx.good.test.") with { AddressCount = 2, Tlsa = [Tlsa.DaneEE] }],
        };
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(scenario, new FixedTime(Asking.Now));

        Assert.Equal(
            net.Smtp.AddressesOf(DomainName.Parse("mx.good.test.")).Select(address => $"mx.good.test. 300 IN A {address}"),
            Asking.Lines(net.Dns.Ask("mx.good.test.", RRType.A).Answers));
        string digest = Convert.ToHexString(Tlsa.DaneEE.ToRdata(net.Smtp.ChainOf(DomainName.Parse("mx.good.test."))).Span[3..]);
        foreach (int port in new[] { 25, net.Smtp.Port })
        {
            string owner = $"_{port}._tcp.mx.good.test.";
            Assert.Equal([$"{owner} 300 IN TLSA 3 1 1 {digest}"], Asking.Lines(net.Dns.Ask(owner, RRType.Tlsa).Answers));
        }
    }

    [Fact]
    public async Task A_host_outside_of_all_zones_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() =>
            SimulatedInternet.StartAsync(new Scenario { Zones = [Zone.At("test.")], Hosts = [SmtpHost.Normal("mx.example.")] }, TimeProvider.System));

    [Fact]
    public async Task A_resolver_fault_holds_for_the_whole_scenario()
    {
        await using SimulatedInternet net = await SimulatedInternet.StartAsync(new Scenario { ResolverFault = ResolverFault.RefusesAll }, TimeProvider.System);
        Assert.Equal(ResponseCode.Refused, net.Dns.Ask("test.", RRType.A).ResponseCode);
    }
}
