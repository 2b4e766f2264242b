using System.Net;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests;

public class DeliveryPredictionTests
{
    private static readonly TestCertificate Good = new CertificateSpec().Make();
    private static readonly TestCertificate Wrong = new CertificateSpec().Make();
    private static readonly TlsaRdata Unusable = Good.Tlsa(1, 1, 1);

    /// <summary>A host of a scenario: by default signed, with a TLSA record that matches, and STARTTLS.</summary>
    private sealed record Host(string Name, ushort Preference = 10)
    {
        public SecurityStatus AddressSecurity { get; init; } = SecurityStatus.Secure;

        public string[] Addresses { get; init; } = ["192.0.2.1"];

        public Answer? AddressAnswer { get; init; }

        public Answer? TlsaAnswer { get; init; }

        public TlsaRdata[]? Tlsa { get; init; } = [Good.Tlsa(3, 1, 1)];

        public (TlsObservation Tls, TestCertificate Certificate)[] Probes { get; init; } = [(TlsObservation.Established, Good)];

        public Host WithTls(params TlsObservation[] observations) => this with { Probes = [.. observations.Select(tls => (tls, Good))] };

        public async Task<HostFacts> GetFacts()
        {
            Answer addresses = AddressAnswer ?? Answers.Addresses(Name, AddressSecurity, Addresses);
            string owner = $"_25._tcp.{Name}";
            Answer tlsa = TlsaAnswer ?? (Tlsa is null
                ? Absent(owner, RRType.Tlsa, Absence.NXDomain, SecurityStatus.Secure)
                : Answers.Tlsa(owner, SecurityStatus.Secure, Tlsa));
            MxHostResolution resolution = MxHostResolver.Read(Answers.Name(Name), [addresses]);
            TlsaLookup lookup = await TlsaResolver.ResolveAsync(new FakeResolver().Add(tlsa), resolution, 25, TestContext.Current.CancellationToken);
            AddressFacts[] facts = [.. Addresses.Zip(Probes, (address, probe) => new AddressFacts(
                IPAddress.Parse(address), probe.Tls, probe.Tls == TlsObservation.Established ? [probe.Certificate.Der] : []))];
            return new HostFacts(new MxHost(Preference, Answers.Name(Name)), resolution, lookup, facts);
        }
    }

    private static readonly Host First = new("mx1.example.org", 10);
    private static readonly Host Second = new("mx2.example.org", 20) { Addresses = ["192.0.2.2"] };
    private static readonly Host NoDane = Second with { Tlsa = null };

    private static Task<DeliveryPrediction> Predict(params Host[] hosts) => PredictUnder(SecurityStatus.Secure, hosts);

    private static async Task<DeliveryPrediction> PredictUnder(SecurityStatus security, params Host[] hosts)
    {
        MxResolution resolution = MxResolver.Read(
            Name("example.org"), MxRecords("example.org", security, [.. hosts.Select(host => (host.Preference, host.Name))]));
        var facts = new List<HostFacts>();
        foreach (Host host in hosts)
            facts.Add(await host.GetFacts());
        return DeliveryPrediction.Of(resolution, facts, TestCertificate.Now);
    }

    private static void Is(DeliveryPrediction prediction, Delivery delivery, PredictionBasis basis = PredictionBasis.Observed, DeliveryUniformity uniformity = DeliveryUniformity.Uniform) =>
        Assert.Equal((delivery, basis, uniformity), (prediction.Delivery, prediction.Basis, prediction.Uniformity));

    [Fact]
    public async Task A_match_under_a_secure_MX_is_verified_Rfc7672_2_2()
    {
        DeliveryPrediction prediction = await Predict(First);

        Is(prediction, Delivery.Verified);
        AddressOutcome.Delivers outcome = Assert.IsType<AddressOutcome.Delivers>(Assert.Single(prediction.Hosts[0].Addresses));
        Assert.Equal(DaneVerdict.Match, outcome.Dane);
        Assert.NotNull(outcome.Peer);
    }

    [Theory]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate)]
    public async Task A_match_under_an_insecure_MX_is_only_trusted_Rfc7672_2_2_1(SecurityStatus security) =>
        Is(await PredictUnder(security, First), Delivery.Trusted);

    [Fact]
    public async Task Only_unusable_records_demand_TLS_without_authentication_Rfc7672_2_2()
    {
        Host host = First with { Tlsa = [Unusable] };

        DeliveryPrediction encrypted = await Predict(host);
        Is(encrypted, Delivery.Encrypted);
        Assert.Equal(DaneVerdict.Unusable, encrypted.Hosts[0].Addresses[0].Dane);
        Is(await Predict(host with { Probes = [(TlsObservation.Established, Wrong)] }), Delivery.Encrypted);
        Is(await Predict(host.WithTls(TlsObservation.NotOffered)), Delivery.Defer);
        Is(await Predict(host.WithTls(TlsObservation.HandshakeFailed)), Delivery.Defer);
    }

    [Fact]
    public async Task Without_TLSA_TLS_is_opportunistic_and_falls_back_Rfc7672_2_2()
    {
        Is(await Predict(NoDane), Delivery.Opportunistic);
        Is(await Predict(NoDane.WithTls(TlsObservation.NotOffered)), Delivery.Cleartext);
        Is(await Predict(NoDane.WithTls(TlsObservation.Refused)), Delivery.Cleartext);
        Is(await Predict(NoDane.WithTls(TlsObservation.HandshakeFailed)), Delivery.Cleartext);
        Is(await Predict(NoDane.WithTls(TlsObservation.Obsolete)), Delivery.Opportunistic);
    }

    [Fact]
    public async Task Insecure_addresses_are_opportunistic_Rfc7672_2_2_2()
    {
        DeliveryPrediction prediction = await Predict(First with { AddressSecurity = SecurityStatus.Insecure });

        Is(prediction, Delivery.Opportunistic);
        Assert.Equal(DaneVerdict.NotApplicable, prediction.Hosts[0].Addresses[0].Dane);
    }

    [Fact]
    public async Task A_mismatch_is_never_delivered_to_Rfc7672_3_2()
    {
        DeliveryPrediction prediction = await Predict(First with { Probes = [(TlsObservation.Established, Wrong)] });

        Is(prediction, Delivery.Defer);
        var outcome = Assert.IsType<AddressOutcome.DoesNotDeliver>(prediction.Hosts[0].Addresses[0]);
        Assert.Equal((AddressFault.NotAuthenticated, DaneVerdict.Mismatch), (outcome.Fault, outcome.Dane));
        Assert.Single(Assert.IsType<DaneAuthentication.Mismatch>(outcome.Authentication).Reasons);
    }

    [Fact]
    public async Task A_host_with_TLSA_and_obsolete_TLS_only_is_not_delivered_to_Rfc8996_4()
    {
        foreach (Host host in new[] { First, First with { Tlsa = [Unusable] } })
        {
            DeliveryPrediction prediction = await Predict(host.WithTls(TlsObservation.Obsolete));

            Is(prediction, Delivery.Defer);
            var outcome = Assert.IsType<AddressOutcome.DoesNotDeliver>(prediction.Hosts[0].Addresses[0]);
            Assert.Equal(AddressFault.ObsoleteTls, outcome.Fault);
        }
    }

    [Theory]
    [InlineData(TlsObservation.NotOffered)]
    [InlineData(TlsObservation.Refused)]
    [InlineData(TlsObservation.HandshakeFailed)]
    public async Task A_host_with_usable_TLSA_and_no_TLS_is_never_delivered_to_in_clear_Rfc7672_2_2(TlsObservation observation)
    {
        DeliveryPrediction prediction = await Predict(First.WithTls(observation));

        Is(prediction, Delivery.Defer);
        var outcome = Assert.IsType<AddressOutcome.DoesNotDeliver>(prediction.Hosts[0].Addresses[0]);
        Assert.Equal((AddressFault.NoTls, DaneVerdict.Untested), (outcome.Fault, outcome.Dane));
    }

    [Fact]
    public async Task A_failing_host_leads_to_the_next_Rfc7672_2_2() =>
        Is(await Predict(First with { Probes = [(TlsObservation.Established, Wrong)] }, Second), Delivery.Verified, uniformity: DeliveryUniformity.Mixed);

    [Theory]
    [InlineData(LookupFailureKind.ServFail)]
    [InlineData(LookupFailureKind.Timeout)]
    public async Task A_host_whose_TLSA_lookup_failed_is_skipped_whatever_it_offers_Rfc7672_2_1_2(LookupFailureKind kind)
    {
        Host broken = First with { TlsaAnswer = Failed("_25._tcp.mx1.example.org", RRType.Tlsa, kind) };

        DeliveryPrediction alone = await Predict(broken);
        Is(alone, Delivery.Defer);
        Assert.Equal(AddressFault.TlsaUnknown, Assert.IsType<AddressOutcome.DoesNotDeliver>(alone.Hosts[0].Addresses[0]).Fault);
        Is(await Predict(broken, Second), Delivery.Verified, uniformity: DeliveryUniformity.Mixed);
    }

    [Fact]
    public async Task A_host_whose_TLSA_lookup_is_bogus_is_skipped_Rfc7672_2_1_2() =>
        Is(await Predict(First with { TlsaAnswer = Bogus("_25._tcp.mx1.example.org", RRType.Tlsa) }), Delivery.Defer);

    [Fact]
    public async Task Preference_goes_before_security_Rfc7672_2_2_1()
    {
        Host weakFirst = NoDane with { Preference = 5 };

        Is(await Predict(weakFirst, First), Delivery.Opportunistic, uniformity: DeliveryUniformity.Mixed);
        Is(await Predict(First, NoDane), Delivery.Verified, uniformity: DeliveryUniformity.Mixed);
    }

    [Fact]
    public async Task Among_equal_preferences_the_worst_counts_Rfc5321_5_1() =>
        Is(await Predict(First, NoDane with { Preference = 10 }), Delivery.Opportunistic, uniformity: DeliveryUniformity.Mixed);

    [Fact]
    public async Task An_unreachable_host_leads_to_the_next() =>
        Is(await Predict(First.WithTls(TlsObservation.Unreachable), NoDane), Delivery.Opportunistic);

    [Fact]
    public async Task Nothing_reachable_defers_and_says_that_it_may_be_us() =>
        Is(await Predict(First.WithTls(TlsObservation.Unreachable), NoDane.WithTls(TlsObservation.Unreachable)), Delivery.Defer, PredictionBasis.NothingReached);

    [Fact]
    public async Task Addresses_are_tried_in_order()
    {
        Host two = NoDane with { Addresses = ["192.0.2.2", "192.0.2.3"] };

        Is(await Predict(two.WithTls(TlsObservation.Unreachable, TlsObservation.Established)), Delivery.Opportunistic);
        Is(await Predict(two.WithTls(TlsObservation.Established, TlsObservation.NotOffered)), Delivery.Opportunistic, uniformity: DeliveryUniformity.Mixed);
        Is(await Predict(two.WithTls(TlsObservation.NotOffered, TlsObservation.Established)), Delivery.Cleartext, uniformity: DeliveryUniformity.Mixed);
    }

    [Fact]
    public async Task What_could_not_be_tested_makes_a_prediction_inconclusive_only_where_it_comes_first()
    {
        Is(await Predict(First.WithTls(TlsObservation.Inconclusive)), Delivery.Defer, PredictionBasis.Inconclusive);
        Is(await Predict(First.WithTls(TlsObservation.Inconclusive), NoDane), Delivery.Opportunistic, PredictionBasis.Inconclusive);
        Is(await Predict(First, NoDane.WithTls(TlsObservation.Inconclusive)), Delivery.Verified);
    }

    [Fact]
    public async Task An_address_that_was_not_probed_is_inconclusive() =>
        Is(await Predict(First with { Probes = [] }), Delivery.Defer, PredictionBasis.Inconclusive);

    [Fact]
    public async Task A_host_whose_addresses_are_bogus_or_unknown_is_skipped_Rfc7672_2_1_2()
    {
        Host bogus = First with { AddressAnswer = Bogus("mx1.example.org", RRType.A) };
        Host failed = First with { AddressAnswer = Failed("mx1.example.org", RRType.A) };

        Is(await Predict(bogus), Delivery.Defer);
        Is(await Predict(failed), Delivery.Defer);
        Is(await Predict(failed, Second), Delivery.Verified);
    }

    [Fact]
    public async Task No_host_with_an_address_bounces_Rfc5321_5_1()
    {
        Host missing = First with { AddressAnswer = Absent("mx1.example.org", RRType.A, Absence.NXDomain, SecurityStatus.Secure) };

        Is(await Predict(missing), Delivery.Bounce);
        Is(await Predict(missing, Second), Delivery.Verified);
        Is(await Predict(missing, Second with { AddressAnswer = Failed("mx2.example.org", RRType.A) }), Delivery.Defer);
    }

    [Fact]
    public async Task No_address_in_the_only_family_asked_for_is_no_reason_to_bounce() =>
        Is(
            await Predict(First with { AddressAnswer = Absent("mx1.example.org", RRType.A, Absence.NoData, SecurityStatus.Secure) }),
            Delivery.Defer, PredictionBasis.Inconclusive);

    [Fact]
    public void Domains_without_hosts_settle_it_at_once()
    {
        static Delivery Of(Answer answer) => DeliveryPrediction.Of(MxResolver.Read(Name("example.org"), answer), [], TestCertificate.Now).Delivery;

        Assert.Equal(Delivery.Bounce, Of(MxRecords("example.org", SecurityStatus.Insecure, (0, ".")))); // RFC 7505 §4
        Assert.Equal(Delivery.Bounce, Of(Absent("example.org", RRType.MX, Absence.NXDomain, SecurityStatus.Secure))); // RFC 5321 §5.1
        Assert.Equal(Delivery.Defer, Of(Bogus("example.org", RRType.MX))); // RFC 7672 §2.1.2
        Assert.Equal(Delivery.Defer, Of(Failed("example.org", RRType.MX))); // RFC 7672 §2.1.2
    }

    [Fact]
    public async Task An_implicit_MX_is_treated_as_a_host_Rfc7672_2_2_2()
    {
        MxResolution resolution = MxResolver.Read(Name("example.org"), Absent("example.org", RRType.MX, Absence.NoData, SecurityStatus.Secure));
        HostFacts facts = await new Host("example.org", 0).GetFacts();

        Is(DeliveryPrediction.Of(resolution, [facts], TestCertificate.Now), Delivery.Verified);
    }

    [Fact]
    public async Task DANE_TA_names_come_from_how_the_host_was_found_Rfc7672_3_2_2()
    {
        TestCertificate ca = CertificateSpec.Ca("CN=CA").Make();
        TestCertificate leaf = new CertificateSpec { Issuer = ca, DnsNames = ["example.org"] }.Make();
        Host host = First with { Tlsa = [ca.Tlsa(2, 1, 0)], Probes = [(TlsObservation.Established, leaf)] };

        Is(await PredictUnder(SecurityStatus.Secure, host), Delivery.Verified);
        Is(await PredictUnder(SecurityStatus.Insecure, host), Delivery.Defer);
    }
}
