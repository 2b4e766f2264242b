using Tes.Dns;
using Tes.Scan.Checks;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Testnet.Lab;
using Tes.TransportSecurity.Pkix;
using Xunit;

namespace Tes.Scan.Tests.Lab;

/// <summary>Each sample domain of the lab comes out as its declaration says, over real sockets.</summary>
public sealed class LabTests(RunningLab lab) : IClassFixture<RunningLab>
{
    public static TheoryData<string> Names => [.. LabScenario.Domains.Select(domain => domain.Name.ToDisplayString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_domain_is_judged_as_declared(string name)
    {
        LabDomain sample = LabScenario.Domains.Single(domain => domain.Name.ToDisplayString() == name);

        DomainReport report = lab[sample];

        Assert.Equal(sample.Expected, new LabExpectation(ReportWords.Of(report.Delivery.Delivery))
        {
            MxKind = ReportWords.KindOf(report.Facts),
            MxSecurity = ReportWords.SecurityOf(report.Facts.Mx),
            Tlsa = sample.Expected.Tlsa is null ? null : ReportWords.Of(report.Facts.Hosts[0].Tlsa),
            StartTls = sample.Expected.StartTls is null ? null : ReportWords.Of(report.Facts.Hosts[0].Addresses[0].Probe.StartTls),
            Protocol = sample.Expected.Protocol is null ? null : report.Facts.Hosts[0].Addresses[0].Probe.Tls?.ProtocolName,
            Dane = sample.Expected.Dane is null ? null : ReportWords.Of(report.Facts.Hosts[0].Addresses[0].Outcome.Dane),
        });
    }

    [Fact]
    public void A_certificate_that_an_authority_vouches_for_is_watched_for_its_end()
    {
        DomainFacts facts = lab[LabScenario.Domains.Single(domain => domain.Name == DomainName.Parse("dane-ta.test"))].Facts;
        Assert.True(PeerCertificate.TryRead(facts.Hosts[0].Addresses[0].Probe.Tls!.CertificateChain[0], out PeerCertificate? leaf, out _));

        FindingState StateAt(TimeSpan before) => Assert.Single(new DaneExpiryCheck().Run(facts with { Time = leaf.NotAfter - before })).State;

        Assert.Equal(FindingState.Pass, StateAt(TimeSpan.FromDays(15)));
        Assert.Equal(FindingState.Warning, StateAt(TimeSpan.FromDays(13)));
    }
}
