using System.Text.Json;
using Xunit;

namespace Tes.Cli.Tests.Reports;

public sealed class ReportCommandTests
{
    private const string Aggregate = """
        <feedback><report_metadata><org_name>Reporter</org_name><report_id>1</report_id><date_range><begin>1764201600</begin><end>1764287999</end></date_range></report_metadata>
        <policy_published><domain>example.org</domain><p>reject</p></policy_published>
        <record><row><source_ip>192.0.2.1</source_ip><count>5</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers></record>
        <record><row><source_ip>192.0.2.2</source_ip><count>7</count><policy_evaluated><disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>&#x9b;2J.example</header_from></identifiers></record>
        </feedback>
        """;

    private const string Tls = """
        {"organization-name":"Reporter\u001b[2J","report-id":"1","date-range":{"start-datetime":"2026-11-27T00:00:00Z","end-datetime":"2026-11-27T23:59:59Z"},
         "policies":[{"policy":{"policy-type":"sts","policy-domain":"example.org"},"summary":{"total-successful-session-count":9,"total-failure-session-count":2},
         "failure-details":[{"result-type":"certificate-expired","receiving-mx-hostname":"mx.example.org","failed-session-count":2}]}]}
        """;

    [Fact]
    public async Task Aggregate_reports_of_several_files_are_added_up()
    {
        using var folder = new TemporaryFolder();
        string first = folder.File("first.xml");
        string second = folder.File("second.xml");
        await File.WriteAllTextAsync(first, Aggregate, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(second, Aggregate.Replace(">1</report_id>", ">2</report_id>", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        CommandRun json = await CommandRun.OfAsync("dmarc", "report", first, second, first, "--json");
        CommandRun text = await CommandRun.OfAsync("dmarc", "report", first, second);

        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal((0, 2, 1, 24, 10), (json.Status, root.GetProperty("reports").GetInt32(), root.GetProperty("duplicates").GetInt32(), root.GetProperty("messages").GetInt32(), root.GetProperty("passed").GetInt32()));
        Assert.Equal(("192.0.2.2", 14, 14), (root.GetProperty("sources")[0].GetProperty("ip").GetString(), root.GetProperty("sources")[0].GetProperty("messages").GetInt32(), root.GetProperty("sources")[0].GetProperty("rejected").GetInt32()));
        Assert.Contains("2025-11-27T00:00:00Z to 2025-11-27T23:59:59Z", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u009b', text.Output);
    }

    [Fact]
    public async Task Each_day_of_aggregate_reports_has_a_bar()
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. Enumerable.Range(0, 64).Select(day => folder.File($"{day}.xml"))];
        for (int day = 0; day < files.Length; day++)
        {
            string report = Aggregate.Replace("1764201600", $"{1764201600 + (day * 86400)}", StringComparison.Ordinal).Replace("<count>7<", $"<count>{(day == 63 ? 15 : day == 62 ? 0 : 5)}<", StringComparison.Ordinal);
            await File.WriteAllTextAsync(files[day], report, TestContext.Current.CancellationToken);
        }

        CommandRun text = await CommandRun.OfAsync(["dmarc", "report", .. files]);
        CommandRun json = await CommandRun.OfAsync(["dmarc", "report", .. files, "--json"]);

        Assert.Contains("2 earlier days are not shown", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("2025-11-28  ", text.Output, StringComparison.Ordinal);
        // 5 passed and 15 failed is the longest.
        Assert.Contains($"2026-01-29  {new string('█', 10)}{new string('░', 30)}  20, 25.0 % passed", text.Output, StringComparison.Ordinal);
        Assert.Contains($"2026-01-28  {new string('█', 10)}{new string(' ', 31)} 5, 100.0 % passed", text.Output, StringComparison.Ordinal);
        JsonElement days = JsonDocument.Parse(json.Output).RootElement.GetProperty("days");
        Assert.Equal((64, "2025-11-27", 10, 5), (days.GetArrayLength(), days[0].GetProperty("day").GetString(), days[0].GetProperty("messages").GetInt32(), days[0].GetProperty("passed").GetInt32()));
    }

    [Fact]
    public async Task TLS_reports_are_added_up()
    {
        CommandRun json = await CommandRun.OfAsync(["tlsrpt", "report", "-", "--json"], Tls);
        CommandRun text = await CommandRun.OfAsync(["tlsrpt", "report", "-"], Tls);

        JsonElement root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal((0, 9, 2), (json.Status, root.GetProperty("successfulSessions").GetInt32(), root.GetProperty("failedSessions").GetInt32()));
        Assert.Equal("certificate-expired", root.GetProperty("failures")[0].GetProperty("resultType").GetString());
        Assert.Contains("mx.example.org", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text.Output);
    }

    [Theory]
    [InlineData("dmarc", "example.org</header_from>", "</header_from>")]
    [InlineData("dmarc", "Reporter</org_name>", "</org_name>")]
    [InlineData("tlsrpt", "mx.example.org\"", "\"")]
    [InlineData("tlsrpt", "Reporter", "")]
    public async Task A_text_of_any_length_widens_no_table_beyond_measure(string group, string text, string end)
    {
        string report = (group == "dmarc" ? Aggregate : Tls).Replace(text, new string('x', 1_000_000) + end, StringComparison.Ordinal);

        CommandRun run = await CommandRun.OfAsync([group, "report", "-"], report);

        Assert.Equal(0, run.Status);
        Assert.InRange(run.Output.Length, 256, 3000);
        Assert.Contains("xxx…", run.Output, StringComparison.Ordinal);
    }

    private static readonly string Failure = """
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: message/feedback-report

        Feedback-Type: auth-failure
        Auth-Failure: dmarc
        Identity-Alignment: spf
        Authentication-Results: r.example; spf=fail smtp.mailfrom=a@RLO
        Arrival-Date: Sat, 28 Nov 2026 01:00:00 +0100
        Source-IP: 192.0.2.7
        Incidents: 3
        Reported-Domain: owner.example
        --b
        Content-Type: text/rfc822-headers

        From: a@owner.example
        Subject: ESC[2J clear
        --b--

        """.Replace("ESC", "\e", StringComparison.Ordinal).Replace("RLO", "\u202e", StringComparison.Ordinal);

    [Fact]
    public async Task Failure_reports_are_shown_one_by_one()
    {
        CommandRun json = await CommandRun.OfAsync(["dmarc", "failure-report", "-", "--json"], Failure);
        CommandRun text = await CommandRun.OfAsync(["dmarc", "failure-report", "-"], Failure);

        JsonElement report = JsonDocument.Parse(json.Output).RootElement.GetProperty("reports")[0];
        Assert.Equal((0, "dmarc", "spf"), (json.Status, report.GetProperty("authFailure").GetString(), report.GetProperty("identityAlignment")[0].GetString()));
        Assert.Equal(("2026-11-28T00:00:00Z", "192.0.2.7", 3), (report.GetProperty("arrivalDate").GetString(), report.GetProperty("sourceIp").GetString(), report.GetProperty("incidents").GetInt32()));
        Assert.Equal(("owner.example", JsonValueKind.Null), (report.GetProperty("message").GetProperty("authorDomains")[0].GetString(), report.GetProperty("sourcePort").ValueKind));
        Assert.Contains("spf (what failed, by RFC 9991; what did not, by RFC 7489)", text.Output, StringComparison.Ordinal);
        Assert.Contains("smtp.mailfrom=\"a@\\u{202E}", text.Output, StringComparison.Ordinal);
        Assert.Contains("\\x1B[2J clear", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Output, character => character is '\e' or '\u202e');
    }

    [Fact]
    public async Task None_of_a_report_that_Dmarc_failed_is_not_shown_as_nothing_that_failed_Rfc7489_7_3_1()
    {
        string report = Failure.Replace("Identity-Alignment: spf", "Identity-Alignment: none", StringComparison.Ordinal);

        CommandRun json = await CommandRun.OfAsync(["dmarc", "failure-report", "-", "--json"], report);
        CommandRun text = await CommandRun.OfAsync(["dmarc", "failure-report", "-"], report);

        JsonElement read = JsonDocument.Parse(json.Output).RootElement.GetProperty("reports")[0];
        Assert.Equal("none", Assert.Single(read.GetProperty("identityAlignment").EnumerateArray()).GetString());
        Assert.Equal(["dkim", "spf"], read.GetProperty("failedMethods").EnumerateArray().Select(method => method.GetString()));
        Assert.Contains("dkim, spf gave no aligned identifier", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_failure_reports_have_an_end()
    {
        string report = Failure.Replace("192.0.2.7", "192.0.2.7\n" + string.Concat(Enumerable.Repeat($"Original-Rcpt-To: {new string('x', 5000)}\n", 100)), StringComparison.Ordinal);

        CommandRun run = await CommandRun.OfAsync(["dmarc", "failure-report", "-"], report);

        Assert.Equal(0, run.Status);
        Assert.Contains("and 92 more", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 300));
    }

    [Fact]
    public async Task Failure_reports_are_there_when_a_later_file_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        string good = folder.File("good");
        await File.WriteAllTextAsync(good, Failure, TestContext.Current.CancellationToken);

        CommandRun json = await CommandRun.OfAsync("dmarc", "failure-report", good, good, folder.File("absent"), "--json");
        CommandRun text = await CommandRun.OfAsync("dmarc", "failure-report", good, good, folder.File("absent"));

        Assert.Equal((2, 2), (json.Status, text.Status));
        Assert.Equal(2, JsonDocument.Parse(json.Output).RootElement.GetProperty("reports").GetArrayLength());
        Assert.Contains("2 failure reports, 6 incidents", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_failure_report_is_named()
    {
        CommandRun run = await CommandRun.OfAsync(["dmarc", "failure-report", "-"], "nothing");

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains("no failure report", run.OneErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dmarc")]
    [InlineData("tlsrpt")]
    public async Task A_file_that_is_no_report_is_named_and_the_others_count(string group)
    {
        using var folder = new TemporaryFolder();
        string good = folder.File("good");
        string bad = folder.File("bad");
        await File.WriteAllTextAsync(good, group == "dmarc" ? Aggregate : Tls, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bad, "nothing", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync(group, "report", bad, good, "--json");

        Assert.Equal(2, run.Status);
        Assert.Contains(bad, run.OneErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement.GetProperty("reports").GetInt32());
    }

    [Theory]
    [InlineData("dmarc")]
    [InlineData("tlsrpt")]
    public async Task Where_no_file_is_a_report_nothing_is_added_up(string group)
    {
        using var folder = new TemporaryFolder();
        string bad = folder.File("bad");
        await File.WriteAllTextAsync(bad, "nothing", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync(group, "report", bad);

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains(bad, run.OneErrorLine, StringComparison.Ordinal);
    }
}
