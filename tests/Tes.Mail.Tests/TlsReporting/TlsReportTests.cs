using System.IO.Compression;
using System.Text;
using Tes.Mail.Reports;
using Tes.Mail.TlsReporting;
using Xunit;

namespace Tes.Mail.Tests.TlsReporting;

public sealed class TlsReportTests
{
    private static byte[] Example => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "testdata", "tlsrpt-reports", "rfc8460.json"));

    private static TlsReport Read(byte[] octets)
    {
        Assert.True(TlsReport.TryParse(octets, out TlsReport? report, out string? problem), problem);
        return report;
    }

    private static byte[] Gzip(byte[] octets)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
            gzip.Write(octets);
        return result.ToArray();
    }

    [Fact]
    public void The_example_of_the_RFC_is_read_whole_also_out_of_gzip_Rfc8460_B()
    {
        foreach (TlsReport report in new[] { Read(Example), Read(Gzip(Example)), Read([.. "\uFEFF"u8, .. Example]) })
        {
            Assert.Equal(("Company-X", "sts-reporting@company-x.example", "5065427c-23d3-47ca-b6e0-946ea0e8c4be"), (report.OrganizationName, report.ContactInfo, report.ReportId));
            Assert.Equal((new DateTimeOffset(2016, 4, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2016, 4, 1, 23, 59, 59, TimeSpan.Zero)), (report.Start, report.End));
            TlsReportPolicy policy = Assert.Single(report.Policies);
            Assert.Equal(("sts", "company-y.example", 5326, 303), (policy.PolicyType, policy.PolicyDomain, policy.SuccessfulSessions, policy.FailedSessions));
            Assert.Equal(4, policy.PolicyStrings.Count);
            Assert.Equal(["*.mail.company-y.example"], policy.MxHosts);
            Assert.Equal(
                ["certificate-expired mx1.mail.company-y.example  100", "starttls-not-supported mx2.mail.company-y.example 203.0.113.56 200", "validation-failure mx-backup.mail.company-y.example 203.0.113.58 3"],
                policy.Failures.Select(failure => $"{failure.ResultType} {failure.ReceivingMxHostname} {failure.ReceivingIp} {failure.FailedSessions}"));
            Assert.Equal("X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED", policy.Failures[2].FailureReasonCode);
        }
    }

    [Fact]
    public void What_senders_get_wrong_is_read_as_far_as_it_goes()
    {
        TlsReport report = Read("""
            {"policies":[7,{"policy":{"policy-type":"tlsa","policy-string":"3 1 1 AB","mx-host-pattern":"mx.example.org"},
             "summary":{"total-successful-session-count":"12","total-failure-session-count":-1},"failure-details":[null,{"failed-session-count":1e3,"result-type":5}]},{}],
             "date-range":[],"report-id":null,"contact-info":{"a":1}}
            """u8.ToArray());

        Assert.Equal((null, null, null), (report.Start, report.ReportId, report.ContactInfo));
        Assert.Equal(2, report.Policies.Count);
        Assert.Equal(("3 1 1 AB", "mx.example.org", 12, 0), (report.Policies[0].PolicyStrings[0], report.Policies[0].MxHosts[0], report.Policies[0].SuccessfulSessions, report.Policies[0].FailedSessions));
        Assert.Equal(("5", 0), (report.Policies[0].Failures[0].ResultType, report.Policies[0].Failures[0].FailedSessions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"policies\":{}}")]
    [InlineData("{\"policies\":[]")]
    [InlineData("{\"policies\":[],\"report-id\":\"\\uD800\"}")]
    [InlineData("{\"\\uD800\":1,\"policies\":[{\"policy\":{\"\\uDC00\":1}}],\"policies\":[{\"policy\":{\"\\uDC00\":1,\"policy-type\":\"\\uDC00\"}}]}")]
    [InlineData("{\"policies\":[],} trailing")]
    public void What_is_no_report_is_refused(string text)
    {
        Assert.False(TlsReport.TryParse(Encoding.UTF8.GetBytes(text), out _, out string? problem));

        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Hostile_reports_meet_their_limits()
    {
        byte[][] hostile =
        [
            Gzip(new byte[ReportLimits.MaxUnpackedLength + 1]),
            new byte[ReportLimits.MaxPackedLength + 1],
            Encoding.ASCII.GetBytes("{\"policies\":" + new string('[', 100_000)),
            Encoding.ASCII.GetBytes("{\"policies\":[" + string.Join(',', Enumerable.Repeat("{}", ReportLimits.MaxRecords + 1)) + "]}"),
            [.. "{\"policies\":[],\"report-id\":\""u8, 0xff, .. "\"}"u8],
            [0x1f, 0x8b, 8, 0, 0],
        ];

        Assert.All(hostile, octets => Assert.False(TlsReport.TryParse(octets, out _, out _)));
    }

    [Theory]
    [InlineData("policy-string")]
    [InlineData("mx-host")]
    [InlineData("mx-host-pattern")]
    public void All_that_is_kept_counts(string list)
    {
        string entries = string.Join(',', Enumerable.Repeat("\"\"", ReportLimits.MaxRecords));

        Assert.False(TlsReport.TryParse(Encoding.ASCII.GetBytes($$$"""{"policies":[{"policy":{"{{{list}}}":[{{{entries}}}]}}]}"""), out _, out string? problem));
        Assert.Contains("more than 200000", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_become_a_report_that_reads_back_the_same_Rfc8460_4()
    {
        var sts = new TlsReportPolicy { PolicyType = "sts", PolicyDomain = "example.org", PolicyStrings = ["version: STSv1"], MxHosts = ["*.example.org"] };
        var none = new TlsReportPolicy { PolicyType = "no-policy-found", PolicyDomain = "example.org" };
        var expired = new TlsReportFailure { ResultType = "certificate-expired", ReceivingMxHostname = "mx.example.org" };
        var builder = new TlsReportBuilder();
        builder.Add(sts, null);
        builder.Add(sts, expired);
        builder.Add(sts with { }, expired with { FailedSessions = 9 });
        builder.Add(none, null);

        TlsReport report = builder.Build("Company-X", "mailto:tls@company-x.example", "1", new DateOnly(2026, 11, 28));
        TlsReport again = Read(report.ToJson());

        Assert.Equal(report.ToJson(), again.ToJson());
        Assert.Equal(["sts 1 2", "no-policy-found 1 0"], again.Policies.Select(policy => $"{policy.PolicyType} {policy.SuccessfulSessions} {policy.FailedSessions}"));
        Assert.Equal(2, Assert.Single(again.Policies[0].Failures).FailedSessions);
        Assert.Equal("company-x.example!example.org!1795824000!1795910399.json.gz", TlsReportBuilder.FileName("company-x.example", "example.org", report));
    }

    [Fact]
    public void Failures_that_differ_without_end_do_not_make_a_report_without_end()
    {
        var policy = new TlsReportPolicy { PolicyType = "tlsa", PolicyDomain = "example.org" };
        var builder = new TlsReportBuilder();
        for (int number = 0; number < TlsReportBuilder.MaxFailures + 50; number++)
            builder.Add(policy, new TlsReportFailure { ResultType = "validation-failure", AdditionalInformation = $"{number}" });

        TlsReportPolicy reported = Assert.Single(builder.Build("o", "c", "i", new DateOnly(2026, 1, 1)).Policies);

        Assert.Equal((TlsReportBuilder.MaxFailures, TlsReportBuilder.MaxFailures + 50), (reported.Failures.Count, reported.FailedSessions));
    }

    [Fact]
    public void Reports_are_added_up_and_one_that_comes_twice_counts_once()
    {
        var summary = new TlsReportSummary();
        TlsReport report = Read(Example);
        summary.Add(report);
        summary.Add(report);
        summary.Add(report with { ReportId = "another" });

        Assert.Equal((2, 1), (summary.Reports, summary.Duplicates));
        Assert.Equal(("Company-X", "company-y.example", "sts", 10652, 606), Assert.Single(summary.Policies));
        Assert.Equal(("company-y.example", "starttls-not-supported", "mx2.mail.company-y.example", 400), summary.Failures.First());
    }
}
