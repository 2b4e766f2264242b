using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests.Dane;

public class TlsaResolverTests
{
    private const SecurityStatus Secure = SecurityStatus.Secure;
    private const SecurityStatus Insecure = SecurityStatus.Insecure;
    private static readonly TlsaRdata Good = new(TlsaCertificateUsage.DaneEE, TlsaSelector.Spki, TlsaMatchingType.Sha256, new byte[32]);
    private static readonly TlsaRdata Pkix = Good with { Usage = TlsaCertificateUsage.PkixEE };

    private static readonly Answer Plain = Addresses("mx.example.org", Secure, "192.0.2.1");
    private static readonly Answer SecureCname = Aliased("mx.example.org", [("mx.example.org", "real.example.net", Secure)], Secure, "192.0.2.1");
    private static readonly Answer CnameIntoInsecure = Aliased("mx.example.org", [("mx.example.org", "real.example.net", Secure)], Insecure, "192.0.2.1");
    private static readonly Answer NoneAtExpanded = Absent("_25._tcp.real.example.net", RRType.Tlsa, Absence.NXDomain, Secure);

    private static Task<TlsaLookup> Resolve(FakeResolver resolver, Answer addresses, int port = 25) =>
        TlsaResolver.ResolveAsync(resolver, MxHostResolver.Read(Name("mx.example.org"), [addresses]), port, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_secure_usable_record_is_usable_Rfc7672_2_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.mx.example.org", Secure, Pkix, Good));

        var usable = Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, Plain));

        Assert.Equal(Name("mx.example.org"), usable.TlsaBaseDomain);
        Assert.Equal(Name("_25._tcp.mx.example.org"), usable.TlsaOwnerName);
        Assert.Equal(Good, Assert.Single(usable.Records.Usable).Record);
        Assert.Equal(TlsaUnusableReason.PkixUsage, Assert.Single(usable.Records.Unusable).Reason);
    }

    [Fact]
    public async Task The_order_that_a_name_server_chose_shows_nowhere_Rfc2181_5()
    {
        TlsaRdata[] records = [Good with { Usage = TlsaCertificateUsage.DaneTA }, Good with { Selector = TlsaSelector.Cert }, Good, Pkix with { Selector = TlsaSelector.Cert }, Pkix];
        foreach (TlsaRdata[] order in new[] { records, [.. records.Reverse()], [.. records[3..], .. records[..3]] })
        {
            FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.mx.example.org", Secure, order));

            TlsaUsability sorted = Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, Plain)).Records;

            Assert.Equal(["2 1 1", "3 0 1", "3 1 1"], sorted.Usable.Select(record => record.Parameters));
            Assert.Equal([TlsaSelector.Cert, TlsaSelector.Spki], sorted.Unusable.Select(record => record.Record.Selector));
        }
    }

    [Fact]
    public async Task The_port_of_the_connection_is_asked_for_Rfc7672_2_2_3()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_2525._tcp.mx.example.org", Secure, Good));

        Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, Plain, port: 2525));
    }

    [Fact]
    public async Task A_secure_set_of_unusable_records_is_not_absence_Rfc7672_2_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.mx.example.org", Secure, Pkix));

        Assert.Single(Assert.IsType<TlsaLookup.OnlyUnusable>(await Resolve(resolver, Plain)).Records);
    }

    [Theory]
    [InlineData(Absence.NoData)]
    [InlineData(Absence.NXDomain)]
    public async Task A_secure_denial_means_no_DANE_Rfc7672_2_2(Absence absence)
    {
        FakeResolver resolver = new FakeResolver().Add(Absent("_25._tcp.mx.example.org", RRType.Tlsa, absence, Secure));

        Assert.Equal(TlsaAbsence.None, Assert.IsType<TlsaLookup.NotApplicable>(await Resolve(resolver, Plain)).Reason);
    }

    [Theory]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate)]
    public async Task Insecure_records_are_not_used_Rfc7672_2_2_3(SecurityStatus security)
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.mx.example.org", security, Good));

        Assert.Equal(TlsaAbsence.Insecure, Assert.IsType<TlsaLookup.NotApplicable>(await Resolve(resolver, Plain)).Reason);
    }

    [Fact]
    public async Task A_TLSA_CNAME_into_an_insecure_zone_is_not_used_Rfc7672_2_2_3()
    {
        FakeResolver resolver = new FakeResolver().Add(
            Found("_25._tcp.mx.example.org", RRType.Tlsa, Insecure, [("_25._tcp.mx.example.org", "tlsa.example.net", Secure)], Good.ToRdata()));

        Assert.Equal(TlsaAbsence.Insecure, Assert.IsType<TlsaLookup.NotApplicable>(await Resolve(resolver, Plain)).Reason);
    }

    [Fact]
    public async Task A_secure_TLSA_CNAME_does_not_change_the_base_domain_Rfc7672_2_2_3()
    {
        FakeResolver resolver = new FakeResolver().Add(
            Found("_25._tcp.mx.example.org", RRType.Tlsa, Secure, [("_25._tcp.mx.example.org", "tlsa.example.net", Secure)], Good.ToRdata()));

        Assert.Equal(Name("mx.example.org"), Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, Plain)).TlsaBaseDomain);
    }

    [Fact]
    public async Task TLSA_is_never_asked_below_insecure_addresses_Rfc7672_2_2_2()
    {
        var resolver = new FakeResolver();

        TlsaLookup lookup = await Resolve(resolver, Addresses("mx.example.org", Insecure, "192.0.2.1"));

        Assert.Equal(TlsaAbsence.NotAsked, Assert.IsType<TlsaLookup.NotApplicable>(lookup).Reason);
        Assert.Empty(resolver.Asked);
    }

    [Fact]
    public async Task TLSA_is_not_asked_where_there_is_no_address()
    {
        var resolver = new FakeResolver();

        Assert.IsType<TlsaLookup.NotApplicable>(await Resolve(resolver, Absent("mx.example.org", RRType.A, Absence.NXDomain, Secure)));
        Assert.IsType<TlsaLookup.NotApplicable>(await Resolve(resolver, Failed("mx.example.org", RRType.A)));
        Assert.Empty(resolver.Asked);
    }

    [Theory]
    [InlineData(LookupFailureKind.ServFail)]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.Refused)]
    [InlineData(LookupFailureKind.Malformed)]
    public async Task A_failed_lookup_is_never_no_TLSA_Rfc7672_2_1_2(LookupFailureKind kind)
    {
        FakeResolver resolver = new FakeResolver().Add(Failed("_25._tcp.mx.example.org", RRType.Tlsa, kind));

        Assert.Equal(kind, Assert.IsType<TlsaLookup.Failed>(await Resolve(resolver, Plain)).Failure.Kind);
    }

    [Fact]
    public async Task A_bogus_lookup_is_never_no_TLSA_Rfc7672_2_1_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Bogus("_25._tcp.mx.example.org", RRType.Tlsa));

        Assert.IsType<TlsaLookup.Bogus>(await Resolve(resolver, Plain));
    }

    [Fact]
    public async Task The_expanded_name_of_an_MX_CNAME_is_asked_first_and_is_enough_Rfc7672_2_2_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.real.example.net", Secure, Good));

        Assert.Equal(Name("real.example.net"), Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, SecureCname)).TlsaBaseDomain);
        Assert.Equal(["_25._tcp.real.example.net. TLSA"], resolver.Asked);
    }

    [Fact]
    public async Task Unusable_records_at_the_expanded_name_settle_it_Rfc7672_2_2_3()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.real.example.net", Secure, Pkix));

        Assert.Equal(Name("real.example.net"), Assert.IsType<TlsaLookup.OnlyUnusable>(await Resolve(resolver, SecureCname)).TlsaBaseDomain);
    }

    [Fact]
    public async Task The_host_itself_is_asked_second_Rfc7672_2_2_2()
    {
        FakeResolver resolver = new FakeResolver().Add(NoneAtExpanded).Add(Tlsa("_25._tcp.mx.example.org", Secure, Good));

        Assert.Equal(Name("mx.example.org"), Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, SecureCname)).TlsaBaseDomain);
        Assert.Equal(["_25._tcp.real.example.net. TLSA", "_25._tcp.mx.example.org. TLSA"], resolver.Asked);
    }

    [Fact]
    public async Task Insecure_records_at_the_expanded_name_are_passed_over_Rfc7672_2_2_3()
    {
        FakeResolver resolver = new FakeResolver()
            .Add(Tlsa("_25._tcp.real.example.net", Insecure, Good))
            .Add(Tlsa("_25._tcp.mx.example.org", Secure, Good));

        Assert.Equal(Name("mx.example.org"), Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, SecureCname)).TlsaBaseDomain);
    }

    [Fact]
    public async Task A_failed_first_candidate_is_never_followed_by_the_second_Rfc7672_2_1_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Failed("_25._tcp.real.example.net", RRType.Tlsa));

        var failed = Assert.IsType<TlsaLookup.Failed>(await Resolve(resolver, SecureCname));

        Assert.Equal(Name("_25._tcp.real.example.net"), failed.TlsaOwnerName);
        Assert.Single(resolver.Asked);
    }

    [Fact]
    public async Task A_bogus_first_candidate_is_never_followed_by_the_second_Rfc7672_2_1_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Bogus("_25._tcp.real.example.net", RRType.Tlsa));

        Assert.IsType<TlsaLookup.Bogus>(await Resolve(resolver, SecureCname));
        Assert.Single(resolver.Asked);
    }

    [Fact]
    public async Task A_failed_second_candidate_is_a_failure_Rfc7672_2_1_2()
    {
        FakeResolver resolver = new FakeResolver().Add(NoneAtExpanded).Add(Failed("_25._tcp.mx.example.org", RRType.Tlsa));

        Assert.IsType<TlsaLookup.Failed>(await Resolve(resolver, SecureCname));
    }

    [Fact]
    public async Task A_secure_CNAME_into_an_insecure_zone_has_only_the_host_asked_Rfc7672_2_2_2()
    {
        FakeResolver resolver = new FakeResolver().Add(Tlsa("_25._tcp.mx.example.org", Secure, Good));

        Assert.IsType<TlsaLookup.Usable>(await Resolve(resolver, CnameIntoInsecure));
        Assert.Equal(["_25._tcp.mx.example.org. TLSA"], resolver.Asked);
    }

    [Fact]
    public async Task A_host_name_too_long_for_the_port_labels_has_no_TLSA_Rfc6698_3()
    {
        string label = new('a', 61);
        string host = $"{label}.{label}.{label}.{label}.org";
        var resolver = new FakeResolver();
        MxHostResolution resolution = MxHostResolver.Read(Name(host), [Addresses(host, Secure, "192.0.2.1")]);

        TlsaLookup lookup = await TlsaResolver.ResolveAsync(resolver, resolution, 25, TestContext.Current.CancellationToken);

        Assert.Equal(TlsaAbsence.None, Assert.IsType<TlsaLookup.NotApplicable>(lookup).Reason);
        Assert.Empty(resolver.Asked);
    }
}
