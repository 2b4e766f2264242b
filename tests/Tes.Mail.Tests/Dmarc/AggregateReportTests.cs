using System.IO.Compression;
using System.Text;
using Tes.Mail.Dmarc;
using Tes.Mail.Dmarc.Reports;
using Tes.Mail.Reports;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class AggregateReportTests
{
    private static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "testdata", "dmarc-reports", name));

    private static AggregateReport Read(byte[] octets)
    {
        Assert.True(AggregateReport.TryParse(octets, out IReadOnlyList<AggregateReport>? reports, out string? problem), problem);
        return Assert.Single(reports);
    }

    private static string ProblemOf(byte[] octets)
    {
        Assert.False(AggregateReport.TryParse(octets, out _, out string? problem));
        return problem;
    }

    private static byte[] Gzip(byte[] octets)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
            gzip.Write(octets);
        return result.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Octets)[] entries)
    {
        using var result = new MemoryStream();
        using (var archive = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] octets) in entries)
            {
                using Stream content = archive.CreateEntry(name).Open();
                content.Write(octets);
            }
        }

        return result.ToArray();
    }

    [Fact]
    public void The_example_of_the_RFC_is_read_whole_Rfc9990_B()
    {
        AggregateReport report = Read(File("rfc9990.xml"));

        Assert.Equal(("Sample Reporter", "3v98abbp8ya9n3va8yr8oa3ya", "Example DMARC Aggregate Reporter v1.2"), (report.OrganizationName, report.ReportId, report.Generator));
        Assert.Equal((302832000, 302918399), (report.Begin?.ToUnixTimeSeconds(), report.End?.ToUnixTimeSeconds()));
        Assert.Equal(["sp is not valid"], report.Errors);
        Assert.Equal(("example.com", "treewalk", "quarantine", "none", "none", "n"),
            (report.Policy.Domain, report.Policy.DiscoveryMethod, report.Policy.Policy, report.Policy.SubdomainPolicy, report.Policy.NonexistentSubdomainPolicy, report.Policy.Testing));
        AggregateRecord record = Assert.Single(report.Records);
        Assert.Equal(("192.0.2.123", 123, "pass", DmarcResult.Pass), (record.SourceAddress?.ToString(), record.Count, record.Disposition, record.Result));
        Assert.Equal(new PolicyOverride("mailing_list", "as <ever>"), Assert.Single(record.Overrides));
        Assert.Equal(("Example.com", "example.com", "example.net"), (record.HeaderFrom, record.EnvelopeFrom, record.EnvelopeTo));
        Assert.Equal(["example.com abc123 pass ", "list.example s fail body hash"], record.Dkim.Select(one => $"{one.Domain} {one.Selector} {one.Result} {one.HumanResult}"));
        Assert.Equal(["example.com mfrom fail"], record.Spf.Select(one => $"{one.Domain} {one.Scope} {one.Result}"));
    }

    [Fact]
    public void Without_namespace_in_another_order_and_incomplete_it_is_read_as_far_as_it_goes()
    {
        AggregateReport report = Read(File("odd-sender.xml"));

        Assert.Equal(("Odd & Sons", null, null, 1764287999L), (report.OrganizationName, report.ReportId, report.Begin, report.End?.ToUnixTimeSeconds()));
        Assert.Equal(("example.org", "reject", null), (report.Policy.Domain, report.Policy.Policy, report.Policy.SubdomainPolicy));
        Assert.Equal(
            ["2001:db8::25 7 none Pass example.org pass", " 0  Fail  "],
            report.Records.Select(one => $"{one.SourceAddress} {one.Count} {one.Disposition} {one.Result} {one.HeaderFrom} {string.Concat(one.Spf.Select(spf => spf.Result))}"));
    }

    [Fact]
    public void A_report_is_read_out_of_gzip_and_ZIP()
    {
        byte[] plain = File("rfc9990.xml");

        Assert.Single(Read(Gzip(plain)).Records);
        Assert.Single(Read(Zip(("readme.txt", plain), ("a!b!1!2.XML", plain))).Records);
        Assert.True(AggregateReport.TryParse(Zip(("1.xml", plain), ("2.xml", File("odd-sender.xml"))), out IReadOnlyList<AggregateReport>? two, out _));
        Assert.Equal(2, two.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<feedback>")]
    [InlineData("<html/>")]
    [InlineData("<feedback><record></feedback></record>")]
    [InlineData("<!DOCTYPE feedback><feedback/>")]
    [InlineData("<!DOCTYPE f [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><feedback>&b;</feedback>")]
    [InlineData("<!DOCTYPE f SYSTEM \"file:///etc/passwd\"><feedback/>")]
    [InlineData("<feedback>&undefined;</feedback>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such-thing\"?><feedback/>")]
    public void What_is_no_report_or_has_a_DTD_is_refused(string text) => Assert.NotEmpty(ProblemOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Hostile_files_meet_their_limits()
    {
        byte[] zeros = new byte[ReportLimits.MaxUnpackedLength + 1];

        Assert.Contains("unpacks", ProblemOf(Gzip(zeros)), StringComparison.Ordinal);
        Assert.Contains("unpacks", ProblemOf(Zip(("a.xml", zeros))), StringComparison.Ordinal);
        Assert.Contains("larger", ProblemOf(new byte[ReportLimits.MaxPackedLength + 1]), StringComparison.Ordinal);
        Assert.Contains("16 files", ProblemOf(Zip([.. Enumerable.Range(0, ReportLimits.MaxArchiveEntries + 1).Select(number => ($"{number}.xml", File("odd-sender.xml")))])), StringComparison.Ordinal);
        Assert.Contains("no .xml", ProblemOf(Zip(("a.txt", [1]))), StringComparison.Ordinal);
        Assert.Contains("deep", ProblemOf(Encoding.ASCII.GetBytes("<feedback>" + string.Concat(Enumerable.Repeat("<a>", 100_000)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<feedback>", "<record/>")]
    [InlineData("<feedback><report_metadata>", "<error/>")]
    [InlineData("<feedback><record><row><policy_evaluated>", "<reason/>")]
    [InlineData("<feedback><record><auth_results>", "<dkim/>")]
    [InlineData("<feedback><record><auth_results>", "<spf/>")]
    public void All_that_is_kept_counts(string before, string entry) =>
        Assert.Contains("more than 200000", ProblemOf(Encoding.ASCII.GetBytes(before + string.Concat(Enumerable.Repeat(entry, ReportLimits.MaxRecords + 1)))), StringComparison.Ordinal);

    [Fact]
    public void All_documents_of_an_archive_count()
    {
        byte[] document = Encoding.ASCII.GetBytes("<feedback>" + string.Concat(Enumerable.Repeat("<record/>", (ReportLimits.MaxRecords / 4) + 1)) + "</feedback>");

        Assert.True(AggregateReport.TryParse(Zip([.. Enumerable.Range(0, 3).Select(number => ($"{number}.xml", document))]), out _, out _));
        Assert.Contains("more than 200000", ProblemOf(Zip([.. Enumerable.Range(0, 4).Select(number => ($"{number}.xml", document))])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_refused_wherever_it_is_damaged()
    {
        foreach (byte[] packed in new[] { Gzip(File("rfc9990.xml")), Zip(("a.xml", File("rfc9990.xml"))) })
        {
            for (int at = 0; at < packed.Length; at++)
            {
                byte[] damaged = [.. packed];
                damaged[at] ^= 0x55;
                if (!AggregateReport.TryParse(damaged, out _, out string? problem))
                    Assert.NotEmpty(problem);
                if (at > 4)
                    Assert.NotEmpty(ProblemOf(packed[..at]));
            }
        }
    }

    [Fact]
    public void What_is_written_reads_back_the_same_in_the_order_of_the_RFC_Rfc9990_3_1()
    {
        AggregateReport report = Read(File("rfc9990.xml"));
        report = report with { Records = [.. report.Records, new AggregateRecord { Count = 1, HeaderFrom = "b\u0001d\uffff<&>\"" }] };

        byte[] written = report.ToXml();
        AggregateReport again = Read(written);

        Assert.Equal(again.ToXml(), written);
        Assert.Equal("b\ufffdd\ufffd<&>\"", again.Records[1].HeaderFrom);
        string text = Encoding.UTF8.GetString(written);
        int[] places = [.. new[] { "<version>1.0", "<report_metadata>", "<policy_published>", "<record>", "<row>", "<disposition>", "<dkim>pass", "<spf>fail", "<reason>", "<identifiers>", "<auth_results>" }
            .Select(element => text.IndexOf(element, StringComparison.Ordinal))];
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }

    [Fact]
    public void Reports_are_added_up_and_one_that_comes_twice_counts_once_Rfc9990_3_5()
    {
        var summary = new AggregateSummary();
        AggregateReport report = Read(File("rfc9990.xml"));

        summary.Add(report);
        summary.Add(report);
        summary.Add(report with { ReportId = "another", End = report.End?.AddDays(1) });
        summary.Add(Read(File("odd-sender.xml")));

        Assert.Equal((3, 1), (summary.Reports, summary.Duplicates));
        Assert.Equal(["Odd & Sons", "Sample Reporter"], summary.Organizations);
        Assert.Equal((302832000, 1764287999), (summary.Begin?.ToUnixTimeSeconds(), summary.End?.ToUnixTimeSeconds()));
        Assert.Equal(
            ["192.0.2.123 example.com 246 246 246 0", "2001:db8::25 example.org 7 7 0 7", " example.org 0 0 0 0"],
            summary.Sources.Select(source => $"{source.Address} {source.Domain} {source.Messages} {source.Passed} {source.DkimAligned} {source.SpfAligned}"));
    }
}
