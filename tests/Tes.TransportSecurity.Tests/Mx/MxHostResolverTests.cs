using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Mx;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests.Mx;

public class MxHostResolverTests
{
    private const SecurityStatus Secure = SecurityStatus.Secure;
    private const SecurityStatus Insecure = SecurityStatus.Insecure;

    [Fact]
    public async Task Both_families_are_asked_and_joined()
    {
        FakeResolver resolver = new FakeResolver()
            .Add(Addresses("mx.example.org", Secure, "192.0.2.1"))
            .Add(Addresses("mx.example.org", Secure, "2001:db8::1"));

        var resolved = Assert.IsType<MxHostResolution.Resolved>(
            await MxHostResolver.ResolveAsync(resolver, Name("mx.example.org"), AddressFamilies.Both, TestContext.Current.CancellationToken));

        Assert.Equal(["192.0.2.1", "2001:db8::1"], resolved.Addresses.Select(address => address.Address.ToString()));
        Assert.Equal(Secure, resolved.Security);
        Assert.Equal(AddressCompleteness.Complete, resolved.Completeness);
        Assert.Equal([Name("mx.example.org")], resolved.TlsaBaseDomainCandidates);
    }

    [Theory]
    [InlineData(AddressFamilies.IPv4, "mx.example.org. A")]
    [InlineData(AddressFamilies.IPv6, "mx.example.org. AAAA")]
    public async Task Only_the_chosen_family_is_asked(AddressFamilies families, string asked)
    {
        FakeResolver resolver = new FakeResolver()
            .Add(Addresses("mx.example.org", Secure, "192.0.2.1"))
            .Add(Addresses("mx.example.org", Secure, "2001:db8::1"));

        await MxHostResolver.ResolveAsync(resolver, Name("mx.example.org"), families, TestContext.Current.CancellationToken);

        Assert.Equal([asked], resolver.Asked);
    }

    [Fact]
    public void One_failed_family_beside_a_good_one_is_usable_and_noted_Rfc7672_2_1_2()
    {
        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(
            Name("mx.example.org"), [Addresses("mx.example.org", Secure, "192.0.2.1"), Failed("mx.example.org", RRType.Aaaa)]));

        Assert.Equal(AddressCompleteness.OneFamilyUnknown, resolved.Completeness);
        Assert.Single(resolved.Addresses);
    }

    [Fact]
    public void One_failed_family_beside_an_absent_one_is_failed_not_absent_Rfc7672_2_1_2() =>
        Assert.IsType<MxHostResolution.Failed>(MxHostResolver.Read(
            Name("mx.example.org"), [Absent("mx.example.org", RRType.A, Absence.NoData, Secure), Failed("mx.example.org", RRType.Aaaa)]));

    [Fact]
    public void One_bogus_family_beside_an_absent_one_is_bogus_not_absent_Rfc7672_2_1_2() =>
        Assert.IsType<MxHostResolution.Bogus>(MxHostResolver.Read(
            Name("mx.example.org"), [Bogus("mx.example.org", RRType.A), Absent("mx.example.org", RRType.Aaaa, Absence.NoData, Secure)]));

    [Fact]
    public void Both_families_failed_is_failed_Rfc7672_2_1_2() =>
        Assert.IsType<MxHostResolution.Failed>(MxHostResolver.Read(
            Name("mx.example.org"), [Failed("mx.example.org", RRType.A), Failed("mx.example.org", RRType.Aaaa, LookupFailureKind.Timeout)]));

    [Fact]
    public void A_host_without_addresses_is_told_from_one_that_does_not_exist()
    {
        var noData = Assert.IsType<MxHostResolution.NoAddress>(MxHostResolver.Read(
            Name("mx.example.org"), [Absent("mx.example.org", RRType.A, Absence.NoData, Secure), Absent("mx.example.org", RRType.Aaaa, Absence.NoData, Insecure)]));
        var nxDomain = Assert.IsType<MxHostResolution.NoAddress>(MxHostResolver.Read(
            Name("mx.example.org"), [Absent("mx.example.org", RRType.A, Absence.NXDomain, Secure), Absent("mx.example.org", RRType.Aaaa, Absence.NXDomain, Secure)]));

        Assert.Equal((Absence.NoData, Insecure), (noData.Absence, noData.Security));
        Assert.Equal((Absence.NXDomain, Secure), (nxDomain.Absence, nxDomain.Security));
    }

    [Fact]
    public void The_order_that_a_name_server_chose_does_not_matter_Rfc2181_5()
    {
        string[] addresses = [.. Enumerable.Range(1, MxHostResolver.MaxAddresses + 1).Select(number => $"192.0.2.{number}")];
        foreach (string[] order in new[] { addresses, [.. addresses.Reverse()], [.. addresses[5..], .. addresses[..5]] })
        {
            var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [Addresses("mx.example.org", Secure, order)]));

            Assert.Equal(addresses[..MxHostResolver.MaxAddresses], resolved.Addresses.Select(address => address.Address.ToString()));
        }
    }

    [Fact]
    public void One_family_that_validates_is_enough_Rfc7672_2_2_2()
    {
        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(
            Name("mx.example.org"), [Addresses("mx.example.org", Insecure, "192.0.2.1"), Addresses("mx.example.org", Secure, "2001:db8::1")]));

        Assert.Equal(Secure, resolved.Security);
        Assert.Equal([Name("mx.example.org")], resolved.TlsaBaseDomainCandidates);
    }

    [Theory]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate)]
    public void Insecure_addresses_give_no_place_to_look_for_TLSA_Rfc7672_2_2_2(SecurityStatus security)
    {
        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [Addresses("mx.example.org", security, "192.0.2.1")]));

        Assert.Empty(resolved.TlsaBaseDomainCandidates);
    }

    [Fact]
    public void A_secure_CNAME_gives_the_expanded_name_then_the_host_and_no_name_between_Rfc7672_2_2_2()
    {
        Answer answer = Aliased(
            "mx.example.org",
            [("mx.example.org", "between.example.net", Secure), ("between.example.net", "real.example.com", Secure)],
            Secure, "192.0.2.1");

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [answer]));

        Assert.Equal([Name("real.example.com"), Name("mx.example.org")], resolved.TlsaBaseDomainCandidates);
        Assert.Equal(Name("real.example.com"), resolved.ExpandedName);
    }

    [Fact]
    public void A_secure_CNAME_to_an_insecure_host_gives_only_the_host_itself_Rfc7672_2_2_2()
    {
        Answer answer = Aliased("mx.example.org", [("mx.example.org", "real.example.com", Secure)], Insecure, "192.0.2.1");

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [answer]));

        Assert.Equal([Name("mx.example.org")], resolved.TlsaBaseDomainCandidates);
        Assert.Equal(Insecure, resolved.Security);
    }

    [Fact]
    public void A_secure_first_link_counts_even_where_a_later_link_is_insecure_Rfc7672_2_2_2()
    {
        Answer answer = Aliased(
            "mx.example.org",
            [("mx.example.org", "between.example.net", Secure), ("between.example.net", "real.example.com", Insecure)],
            Secure, "192.0.2.1");

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [answer]));

        Assert.Equal([Name("mx.example.org")], resolved.TlsaBaseDomainCandidates);
    }

    [Fact]
    public void An_insecure_CNAME_gives_no_place_even_where_its_target_is_signed_Rfc7672_2_1_3()
    {
        Answer answer = Aliased("mx.example.org", [("mx.example.org", "real.example.com", Insecure)], Secure, "192.0.2.1");

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [answer]));

        Assert.Empty(resolved.TlsaBaseDomainCandidates);
    }

    [Theory]
    [InlineData(Secure, "mx.example.org.")]
    [InlineData(Insecure, null)]
    public void A_DNAME_and_the_CNAME_made_from_it_are_one_link_Rfc7672_2_1_3(SecurityStatus dname, string? candidate)
    {
        var found = (Answer.Found)Aliased("mx.example.org", [("mx.example.org", "mx.example.net", Secure)], Insecure, "192.0.2.1");
        var alias = new ValidatedRRset(
            new RRset(Name("example.org"), RRType.Dname, RRClass.IN, 60, [Name("example.net").WireMemory], []), dname, null, null, null, null);
        var answer = new Answer.Found(found.Question, [alias, .. found.Aliases], found.RRset, found.Trace);

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [answer]));

        Assert.Equal(candidate is null ? [] : [DomainName.Parse(candidate)], resolved.TlsaBaseDomainCandidates);
    }

    [Fact]
    public void More_addresses_than_the_limit_are_cut_and_noted()
    {
        string[] many = [.. Enumerable.Range(1, 200).Select(i => $"192.0.2.{i}")];

        var resolved = Assert.IsType<MxHostResolution.Resolved>(MxHostResolver.Read(Name("mx.example.org"), [Addresses("mx.example.org", Secure, many)]));

        Assert.Equal(MxHostResolver.MaxAddresses, resolved.Addresses.Count);
        Assert.Equal(AddressCompleteness.OverLimit, resolved.Completeness);
    }
}
