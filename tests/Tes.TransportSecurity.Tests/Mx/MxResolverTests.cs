using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Mx;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests.Mx;

public class MxResolverTests
{
    [Fact]
    public async Task Hosts_are_sorted_by_preference_and_the_question_is_put_once_Rfc5321_5_1()
    {
        FakeResolver resolver = new FakeResolver().Add(MxRecords("example.org", SecurityStatus.Secure, (20, "b.example.org"), (5, "z.example.org"), (20, "a.example.org")));

        MxResolution resolution = await MxResolver.ResolveAsync(resolver, Name("example.org"), TestContext.Current.CancellationToken);

        var mx = Assert.IsType<MxResolution.Mx>(resolution);
        Assert.Equal([new MxHost(5, Name("z.example.org")), new MxHost(20, Name("a.example.org")), new MxHost(20, Name("b.example.org"))], mx.Hosts);
        Assert.Equal(SecurityStatus.Secure, mx.Security);
        Assert.Empty(mx.Remarks);
        Assert.Equal(["example.org. MX"], resolver.Asked);
    }

    [Theory]
    [InlineData(SecurityStatus.Secure)]
    [InlineData(SecurityStatus.Insecure)]
    public void NoData_makes_the_domain_its_own_host_Rfc5321_5_1(SecurityStatus security)
    {
        MxResolution resolution = MxResolver.Read(Name("example.org"), Absent("example.org", RRType.MX, Absence.NoData, security));

        var @implicit = Assert.IsType<MxResolution.Implicit>(resolution);
        Assert.Equal(new MxHost(0, Name("example.org")), @implicit.Host);
        Assert.Equal(security, @implicit.Security);
    }

    [Fact]
    public void NXDomain_is_not_an_implicit_MX_Rfc5321_5_1() =>
        Assert.IsType<MxResolution.NoSuchDomain>(MxResolver.Read(Name("example.org"), Absent("example.org", RRType.MX, Absence.NXDomain, SecurityStatus.Secure)));

    [Fact]
    public void A_bogus_answer_stays_bogus_Rfc7672_2_1_2() =>
        Assert.IsType<MxResolution.Bogus>(MxResolver.Read(Name("example.org"), Bogus("example.org", RRType.MX)));

    [Theory]
    [InlineData(LookupFailureKind.ServFail)]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.Refused)]
    public void A_failed_lookup_is_not_an_implicit_MX_Rfc7672_2_1_2(LookupFailureKind kind)
    {
        var failed = Assert.IsType<MxResolution.Failed>(MxResolver.Read(Name("example.org"), Failed("example.org", RRType.MX, kind)));

        Assert.Equal(kind, failed.Failure.Kind);
        Assert.Empty(failed.Hosts);
    }

    [Fact]
    public void A_single_root_exchange_is_the_null_MX_Rfc7505_3()
    {
        var @null = Assert.IsType<MxResolution.Null>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, (0, "."))));

        Assert.Empty(@null.Remarks);
    }

    [Fact]
    public void A_null_MX_with_another_preference_is_remarked_Rfc7505_3()
    {
        var @null = Assert.IsType<MxResolution.Null>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, (10, "."))));

        Assert.Equal(MxRemarkKind.NullMxMalformed, Assert.Single(@null.Remarks).Kind);
    }

    [Fact]
    public void A_null_MX_beside_others_is_left_out_and_remarked_Rfc7505_3()
    {
        var mx = Assert.IsType<MxResolution.Mx>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, (0, "."), (10, "mx.example.org"))));

        Assert.Equal([new MxHost(10, Name("mx.example.org"))], mx.Hosts);
        Assert.Equal(MxRemarkKind.NullMxAmongOthers, Assert.Single(mx.Remarks).Kind);
    }

    [Fact]
    public void A_host_listed_twice_keeps_its_best_preference()
    {
        var mx = Assert.IsType<MxResolution.Mx>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, (20, "MX.example.org"), (10, "mx.example.org"))));

        Assert.Equal(10, Assert.Single(mx.Hosts).Preference);
        Assert.Equal(MxRemarkKind.DuplicateHost, Assert.Single(mx.Remarks).Kind);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("[192.0.2.1]")]
    public void An_address_as_exchange_is_remarked_Rfc7672_2_2(string exchange)
    {
        var mx = Assert.IsType<MxResolution.Mx>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, (10, exchange))));

        Assert.Equal(new MxRemark(MxRemarkKind.AddressAsHost, Name(exchange)), Assert.Single(mx.Remarks));
    }

    [Fact]
    public void More_hosts_than_the_limit_are_cut_by_preference()
    {
        (ushort, string)[] records = [.. Enumerable.Range(0, 200).Select(i => ((ushort)(200 - i), $"mx{i}.example.org"))];

        var mx = Assert.IsType<MxResolution.Mx>(MxResolver.Read(Name("example.org"), MxRecords("example.org", SecurityStatus.Secure, records)));

        Assert.Equal(MxResolver.MaxHosts, mx.Hosts.Count);
        Assert.Equal(Name("mx199.example.org"), mx.Hosts[0].Name);
        Assert.Equal(MxRemarkKind.TooManyHosts, Assert.Single(mx.Remarks).Kind);
    }

    [Fact]
    public void A_CNAME_at_the_next_hop_domain_is_followed_and_both_names_are_kept_Rfc7672_2_2_1()
    {
        Answer answer = Found("example.org", RRType.MX, SecurityStatus.Secure, [("example.org", "example.net", SecurityStatus.Secure)], MxRdata(10, "mx.example.net"));

        MxResolution resolution = MxResolver.Read(Name("example.org"), answer);

        Assert.Equal(Name("example.org"), resolution.NextHopDomain);
        Assert.Equal(Name("example.net"), resolution.ExpandedNextHopDomain);
        Assert.Equal(SecurityStatus.Secure, resolution.Security);
    }

    [Fact]
    public void An_insecure_CNAME_at_the_next_hop_domain_makes_the_hosts_insecure_Rfc7672_2_2_1()
    {
        Answer answer = Found("example.org", RRType.MX, SecurityStatus.Secure, [("example.org", "example.net", SecurityStatus.Insecure)], MxRdata(10, "mx.example.net"));

        Assert.Equal(SecurityStatus.Insecure, MxResolver.Read(Name("example.org"), answer).Security);
    }
}
