using System.IO.Compression;
using System.Text;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dmarc.FailureReports;
using Tes.Mail.Messages;
using Tes.Mail.Reports;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class FailureReportTests
{
    private const string Minimal = """
        Feedback-Type: auth-failure
        Version: 1
        User-Agent: x/1
        Auth-Failure: dmarc
        Authentication-Results: r.example; dmarc=fail
        Identity-Alignment: none
        Reported-Domain: o.example
        """;

    private static readonly byte[] Example = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "testdata", "dmarc-failure-reports", "example.eml"));

    private static string Mail(string feedback, string third = "Content-Type: text/rfc822-headers\n\nFrom: a@o.example\n") =>
        $"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\n{feedback}\n--b\n{third}\n--b--\n";

    private static IReadOnlyList<FailureReport> ReadAll(byte[] octets)
    {
        Assert.True(FailureReport.TryParse(octets, out IReadOnlyList<FailureReport>? reports, out string? problem), problem);
        return reports;
    }

    private static FailureReport Read(string mail) => Assert.Single(ReadAll(Encoding.UTF8.GetBytes(mail)));

    private static string ProblemOf(byte[] octets)
    {
        Assert.False(FailureReport.TryParse(octets, out _, out string? problem));
        Assert.DoesNotContain(problem, character => character is < ' ' or > '~');
        return problem;
    }

    private static string ProblemOf(string mail) => ProblemOf(Encoding.UTF8.GetBytes(mail));

    [Fact]
    public void A_report_is_read_whole_Rfc6591_3_Rfc9991_4()
    {
        FailureReport report = Assert.Single(ReadAll(Example));

        Assert.Equal(("1", "Receiver-Filter/1.2.3", "dmarc"), (report.Version, report.UserAgent, report.AuthenticationFailure));
        Assert.Equal(["dmarc fail", "spf softfail"], report.AuthenticationResults!.Results.Select(result => $"{result.Method} {result.Result}"));
        Assert.Equal(["dkim", "spf"], report.IdentityAlignment);
        Assert.Equal(("owner.example", "@owner.example", "epsilon", "ZnJvbTphDQo=", null),
            (report.Dkim!.Domain, report.Dkim.Identity, report.Dkim.Selector, report.Dkim.CanonicalizedHeader, report.Dkim.CanonicalizedBody));
        Assert.Equal(["txt : owner.example : \"v=spf1 -all\"", "txt : _spf.owner.example : \"v=spf1 ip4:192.0.2.0/28 -all\""], report.SpfRecords);
        Assert.Equal(("65E1A3F0A0", "author=owner.example@forwarder.example"), (report.OriginalEnvelopeId, report.OriginalMailFrom));
        Assert.Equal(["x@receiver.example", "y@receiver.example"], report.OriginalRecipients);
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 0, 57, 48, TimeSpan.FromHours(-6)), report.ArrivalDate);
        Assert.Equal(("2001:db8::23ac", 12345, "dns; mx.receiver.example"), (report.SourceAddress?.ToString(), report.SourcePort, report.ReportingMta));
        Assert.Equal(["owner.example"], report.ReportedDomains);
        Assert.Equal(("policy", 3L), (report.DeliveryResult, report.Incidents));
        Assert.Empty(report.Flaws);
    }

    [Fact]
    public void The_message_is_summarised_Rfc5965_2()
    {
        ReportedMessage message = Assert.Single(ReadAll(Example)).Message!;

        Assert.True(message.IsWhole);
        Assert.Equal(("\"Author\" <author@owner.example>, other@Owner.Example", "x@receiver.example", "Invoice of November"), (message.From, message.To, message.Subject));
        Assert.Equal(["owner.example"], message.AuthorDomains.Select(domain => domain.ToDisplayString()));
        Assert.Equal(("Sat, 28 Nov 2026 00:57:30 -0600", "<9@owner.example>", "<list.forwarder.example>", 2), (message.Date, message.MessageId, message.ListId, message.ReceivedFields));
        Assert.Equal([("owner.example", "epsilon"), (null, null)], message.Signatures);
    }

    [Theory]
    [InlineData("Content-Type: text/rfc822-headers\n\nSubject: s\n", false)]
    [InlineData("Content-Type: message/global-headers\n\nSubject: s", false)]
    [InlineData("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVj\ndDogcwoKYg==\n", true)]
    [InlineData("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSub=6aec=\nt: s\n", true)]
    [InlineData("Content-Type: text/plain\n\nSubject: s\n", null)]
    public void The_third_part_is_a_message_or_its_header_Rfc6522_4(string third, bool? isWhole)
    {
        FailureReport report = Read(Mail(Minimal, third));

        Assert.Equal(isWhole, report.Message?.IsWhole);
        Assert.Equal(isWhole is null ? null : "s", report.Message?.Subject);
        Assert.Equal(isWhole is null ? ["the message that it is about is missing"] : [], report.Flaws);
    }

    // "Subject: s" and an empty line
    [Theory]
    [InlineData("U3ViamVjdDogcwoK\n", "s")]
    [InlineData("U3ViamVjdDogc2kK\nCg==\n", "si")]
    [InlineData("U3Vi*amVjdDog\u00e4cwoK\n", "s", "the base64 of the message has errors")]
    [InlineData("U3ViamVjdDogc3R1Cg", "stu", "the base64 of the message has errors")]
    [InlineData("U3ViamVjdDogc3R1Cg=", "stu", "the base64 of the message has errors")]
    [InlineData("U3ViamVjdDogc3QKCgo=\n____\nTo leave this list\n", "st", "the base64 of the message has errors")]
    [InlineData("U3ViamVjdDogcwoKQ", "s", "the base64 of the message has errors")]
    [InlineData("=U3ViamVjdDogcwoK", "s", "the base64 of the message has errors")]
    [InlineData("*", null, "the base64 of the message has errors")]
    [InlineData("", null)]
    public void Base64_is_decoded_as_far_as_it_is_that_Rfc2045_6_8(string base64, string? subject, params string[] flaws)
    {
        FailureReport report = Read(Mail(Minimal, $"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{base64}"));

        Assert.Equal(subject, report.Message!.Subject);
        Assert.Equal(flaws, report.Flaws);
    }

    [Fact]
    public void A_report_in_base64_that_is_damaged_is_read_and_told()
    {
        string With(string octets) => Mail("@").Replace("feedback-report\n\n@", $"feedback-report\nContent-Transfer-Encoding: base64\n\n{octets}", StringComparison.Ordinal);
        string encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(Minimal));

        Assert.Empty(Read(With(encoded)).Flaws);
        Assert.Equal(["the base64 of the report has errors"], Read(With(encoded.Insert(7, "\0"))).Flaws);
        Assert.Contains("base64", ProblemOf(With("Feedback-Type: auth-failure")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_is_told_as_that()
    {
        string tooLong = $"A: {new string('b', MessageLimits.MaxHeaderOctets)}";

        FailureReport report = Read(Mail(Minimal, $"Content-Type: text/rfc822-headers\n\n{tooLong}"));

        Assert.Null(report.Message);
        Assert.Equal(["the header section of the message is longer than 1 MiB"], report.Flaws);
        Assert.Contains("longer than 1 MiB", ProblemOf(Mail($"{Minimal}\n{tooLong}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digest", 2)]
    [InlineData("mixed", 0)]
    public void Parts_of_a_digest_are_messages_unless_they_say_otherwise_Rfc2046_5_1_5(string subtype, int count)
    {
        string report = Mail(Minimal);
        string mail = $"Content-Type: multipart/{subtype}; boundary=d\n\n--d\n\n{report}\n--d\nX: y\n\n{report}\n--d\nContent-Type: text/plain\n\n{report}\n--d--\n";

        Assert.Equal(count != 0, FailureReport.TryParse(Encoding.ASCII.GetBytes(mail), out IReadOnlyList<FailureReport>? reports, out _));
        Assert.Equal(count, reports?.Count ?? 0);
    }

    [Theory]
    [InlineData("Identity-Alignment: NONE", "none")]
    [InlineData("Identity-Alignment: SPF , dkim\nSPF-DNS: x\nDKIM-Domain: d\nDKIM-Identity: @d\nDKIM-Selector: s", "spf dkim")]
    [InlineData("Identity-Alignment: spf,dkim,spf\nSPF-DNS: x\nDKIM-Domain: d\nDKIM-Identity: @d\nDKIM-Selector: s", "spf dkim spf", "Identity-Alignment names a method twice")]
    [InlineData("Identity-Alignment: none, none", "none none", "Identity-Alignment has something else than dkim, spf or none")]
    [InlineData("Identity-Alignment:", null, "Identity-Alignment is missing")]
    [InlineData("Identity-Alignment: (spf) dkim", "dkim", "DKIM-Domain is missing", "DKIM-Identity is missing", "DKIM-Selector is missing")]
    [InlineData("Identity-Alignment: arc, spf", "arc spf", "Identity-Alignment has something else than dkim, spf or none", "SPF-DNS is missing")]
    [InlineData("X: y", null, "Identity-Alignment is missing")]
    public void Identity_Alignment_is_kept_as_written_Rfc9991_4(string field, string? methods, params string[] flaws)
    {
        FailureReport report = Read(Mail(Minimal.Replace("Identity-Alignment: none", field, StringComparison.Ordinal)));

        Assert.Equal(methods?.Split(' ', StringSplitOptions.RemoveEmptyEntries), report.IdentityAlignment);
        Assert.Equal(flaws, report.Flaws);
    }

    [Theory]
    // By RFC 9991 §4 nothing failed, by RFC 7489 §7.3.1 nothing gave an aligned identifier: only the latter goes with a failure.
    [InlineData("dmarc", "dmarc=fail", "none", "dkim spf")]
    [InlineData("spf", "dmarc=fail", "none", "dkim spf")]
    [InlineData("dmarc", "spf=fail", "none", "dkim spf")]
    [InlineData("spf", "dmarc=pass", "none", "")]
    [InlineData("dmarc", "dmarc=fail", "dkim, spf", "dkim spf")]
    [InlineData("spf", "dmarc=pass", "spf, dkim", "")]
    [InlineData("dmarc", "dmarc=fail", "dkim", null)]
    [InlineData("dmarc", "dmarc=pass", "none", null)]
    [InlineData("spf", "spf=fail", "none", null)]
    [InlineData("dmarc", "dmarc=fail", "dkim, none", null)]
    [InlineData("dmarc", "dmarc=fail", "dkim, dkim", null)]
    [InlineData("dmarc", "dmarc=fail", "", null)]
    public void What_failed_is_told_where_one_reading_goes_with_the_result(string failure, string results, string alignment, string? failed)
    {
        FailureReport report = Read(Mail($"Feedback-Type: auth-failure\nAuth-Failure: {failure}\nAuthentication-Results: r.example; {results}\nIdentity-Alignment: {alignment}\n"));

        Assert.Equal(failed?.Split(' ', StringSplitOptions.RemoveEmptyEntries), report.FailedMethods);
    }

    [Theory]
    [InlineData("dkim=fail; spf=fail", "DKIM-Selector is missing", "SPF-DNS is missing")]
    [InlineData("dkim=none; spf=fail", "SPF-DNS is missing")]
    [InlineData("dkim=fail; spf=none", "DKIM-Selector is missing")]
    [InlineData("dkim=none; spf=none")]
    public void What_a_method_must_show_is_missing_where_there_was_something_Rfc9991_4(string results, params string[] flaws)
    {
        string feedback = Minimal.Replace("dmarc=fail", results, StringComparison.Ordinal).Replace("Alignment: none", "Alignment: dkim, spf", StringComparison.Ordinal);

        Assert.Equal(flaws, Read(Mail($"{feedback}\nDKIM-Domain: d\nDKIM-Identity: @d")).Flaws);
    }

    [Theory]
    [InlineData("Version: 1", "Version: 7", "Version is not 1")]
    [InlineData("Auth-Failure: dmarc", "Auth-Failure:", "Auth-Failure is missing")]
    [InlineData("Auth-Failure: dmarc", "Auth-Failure: (none)", "Auth-Failure is missing")]
    [InlineData("User-Agent: x/1", "User-Agent: ", "User-Agent is missing")]
    public void What_is_empty_or_of_another_version_is_told_Rfc5965_3_1(string field, string instead, string flaw) =>
        Assert.Equal([flaw], Read(Mail(Minimal.Replace(field, instead, StringComparison.Ordinal))).Flaws);

    [Fact]
    public void Records_and_Uris_are_carried_Rfc6591_3_2()
    {
        FailureReport report = Read(Mail($"{Minimal}\nDKIM-Selector-DNS: v=DKIM1; p=\nDKIM-ADSP-DNS: dkim=all\nReported-URI: https://a.example/(b)\nReported-URI: mailto:c@d.example"));

        Assert.Equal(("v=DKIM1; p=", "dkim=all"), (report.Dkim!.KeyRecord, report.Dkim.AdspRecord));
        Assert.Equal(["https://a.example/(b)", "mailto:c@d.example"], report.ReportedUris);
        Assert.Empty(report.Flaws);
    }

    [Fact]
    public void What_is_missing_twice_or_unreadable_is_told_and_the_first_counts_Rfc5965_3()
    {
        FailureReport report = Read(Mail("Feedback-Type: auth-failure\nVersion: 1\nVersion: 2\nAuth-Failure: bodyhash\nAuthentication-Results: ;;\nSource-IP: 1.2\nSource-Port: 65536\nArrival-Date: soon\nIncidents: -1\n"));

        Assert.Equal(("1", "bodyhash", null, null, null, 1L), (report.Version, report.AuthenticationFailure, report.SourceAddress, report.SourcePort, report.ArrivalDate, report.Incidents));
        Assert.Equal(
            [
                "Version stands more than once", "User-Agent is missing", "Authentication-Results cannot be read", "Arrival-Date cannot be read",
                "Source-IP cannot be read", "Source-Port cannot be read", "Incidents cannot be read", "Reported-Domain is missing",
            ],
            report.Flaws);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("[IPv6:2001:DB8::1]", "2001:db8::1")]
    [InlineData("[192.0.2.1]", "192.0.2.1")]
    [InlineData("192.0.2.010", null)]
    [InlineData("3221225985", null)]
    [InlineData("fe80::1%1", null)]
    public void Source_IP_is_an_address_in_the_usual_form_Rfc5965_3_2(string text, string? address) =>
        Assert.Equal(address, Read(Mail($"{Minimal}\nSource-IP: {text}")).SourceAddress?.ToString());

    [Theory]
    [InlineData("Sat, 28 Nov 2026 01:02:03 +0100", "2026-11-28T00:02:03Z")]
    [InlineData("28 Nov 2026 1:02 EST (a (nested) comment)", "2026-11-28T06:02:00Z")]
    [InlineData("28 nov 2026 00:00:00 gmt", "2026-11-28T00:00:00Z")]
    [InlineData("31 Feb 2026 00:00:00 GMT", null)]
    [InlineData("2026-11-28", null)]
    [InlineData("1 Jan 0001 00:00:00 +1400", null)]
    [InlineData("", null)]
    public void Arrival_Date_is_a_date_of_mail_Rfc5322_3_3(string text, string? utc) =>
        Assert.Equal(utc, Read(Mail($"{Minimal}\nArrival-Date: {text}")).ArrivalDate?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", null));

    [Fact]
    public void A_report_is_found_where_it_is_forwarded_attached_or_packed()
    {
        string report = Mail(Minimal);
        string forwarded = $"Content-Type: message/rfc822\n\n{report}";
        string attached = $"Content-Type: multipart/mixed; boundary=\"outer\"\n\n--outer\n\nSee below.\n--outer\n{forwarded}\n--outer\n{forwarded}\n";

        Assert.Single(ReadAll(Encoding.ASCII.GetBytes(forwarded)));
        Assert.Equal(2, ReadAll(Encoding.ASCII.GetBytes(attached)).Count);
        using var gzip = new MemoryStream();
        using (var packer = new GZipStream(gzip, CompressionLevel.Fastest))
            packer.Write(Encoding.ASCII.GetBytes(report));
        Assert.Single(ReadAll(gzip.ToArray()));
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in new[] { "1.eml", "2.EML", "readme.txt" })
            {
                using Stream content = archive.CreateEntry(name).Open();
                content.Write(Encoding.ASCII.GetBytes(report));
            }
        }

        Assert.Equal(2, ReadAll(zip.ToArray()).Count);
    }

    [Fact]
    public void A_report_in_the_message_that_is_reported_does_not_count() =>
        Assert.Equal("o.example", Assert.Single(Read(Mail(Minimal, "Content-Type: message/rfc822\n\n" + Mail(Minimal).Replace("o.example", "inner.example", StringComparison.Ordinal).Replace("--b", "--c", StringComparison.Ordinal).Replace("=b", "=c", StringComparison.Ordinal))).ReportedDomains));

    [Theory]
    [InlineData("", "no message/feedback-report part")]
    [InlineData("text", "no message/feedback-report part")]
    [InlineData("Content-Type: message/feedback-report\n\nFeedback-Type: auth-failure", "no message/feedback-report part")]
    [InlineData("Content-Type: multipart/report\n\n--\n", "no message/feedback-report part")]
    [InlineData("Content-Type: multipart/report; boundary=\"\"\n\n--\nContent-Type: message/feedback-report\n\nFeedback-Type: auth-failure\n----", "no message/feedback-report part")]
    public void What_has_no_report_is_refused(string mail, string problem) => Assert.Contains(problem, ProblemOf(mail), StringComparison.Ordinal);

    [Theory]
    [InlineData("Feedback-Type: abuse\n")]
    [InlineData("Feedback-Type: \u001b[2J\n")]
    [InlineData("no field\n")]
    public void Reports_of_something_else_are_refused_Rfc5965_7_3(string feedback) => Assert.Contains("something else", ProblemOf(Mail(feedback)), StringComparison.Ordinal);

    [Fact]
    public void Hostile_files_meet_their_limits()
    {
        var nested = new StringBuilder();
        for (int depth = 0; depth < 5000; depth++)
            nested.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        string many = "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\n", FailureReportLimits.MaxParts + 1));

        Assert.Contains("deep", ProblemOf(nested.ToString()), StringComparison.Ordinal);
        Assert.Contains("deep", ProblemOf(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 5000))), StringComparison.Ordinal);
        Assert.Contains("parts", ProblemOf(many), StringComparison.Ordinal);
        Assert.Contains("header section", ProblemOf("A: " + new string('b', MessageLimits.MaxHeaderOctets)), StringComparison.Ordinal);
        Assert.Contains("header section", ProblemOf($"Content-Type: multipart/mixed; boundary=b\n\n--b\nA: {new string('b', MessageLimits.MaxHeaderOctets)}"), StringComparison.Ordinal);
        Assert.Contains("larger", ProblemOf(new byte[ReportLimits.MaxPackedLength + 1]), StringComparison.Ordinal);
        Assert.Contains("no message", ProblemOf("Content-Type: multipart/mixed; boundary=" + new string('b', FailureReportLimits.MaxBoundaryLength + 1) + "\n\n--b\n\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authentication-Results: a;{0}", "b=c;", AuthenticationResultsField.MaxEntries + 1)]
    [InlineData("Authentication-Results: a;b=c {0}", "d.e=f ", AuthenticationResultsField.MaxEntries)]
    [InlineData("Authentication-Results: a;b=c {0}", "() ", AuthenticationResultsField.MaxEntries)]
    public void A_field_of_thousands_of_results_is_not_read(string field, string entry, int tooMany)
    {
        string With(int count) => Mail($"{Minimal.Replace("Authentication-Results: r.example; dmarc=fail", string.Format(null, field, string.Concat(Enumerable.Repeat(entry, count))), StringComparison.Ordinal)}\n");

        Assert.NotNull(Read(With(tooMany - 1)).AuthenticationResults);
        Assert.Null(Read(With(tooMany)).AuthenticationResults);
        Assert.Contains("Authentication-Results cannot be read", Read(With(tooMany)).Flaws);
    }

    [Theory]
    [InlineData("SPF-DNS: x\n")]
    [InlineData("Original-Rcpt-To: x\n")]
    [InlineData("Reported-Domain: x\n")]
    public void A_file_of_thousands_of_list_entries_is_refused(string field)
    {
        string With(int count) => Mail($"{Minimal}\n{string.Concat(Enumerable.Repeat(field, count))}");

        // Minimal has a result, a word and a domain, and its message an author.
        Assert.Single(ReadAll(Encoding.ASCII.GetBytes(With(FailureReportLimits.MaxEntries - 4))));
        Assert.Contains("more than 2000", ProblemOf(With(FailureReportLimits.MaxEntries - 3)), StringComparison.Ordinal);
        Assert.Contains("more than 2000", ProblemOf(With(40_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_count_over_all_reports_of_a_file()
    {
        string feedback = $"--b\nContent-Type: message/feedback-report\n\n{Minimal}\nAuthentication-Results: a{string.Concat(Enumerable.Repeat(";b=c", 350))}\n".Replace("Authentication-Results: r.example; dmarc=fail\n", string.Empty, StringComparison.Ordinal);
        string With(int count) => "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat(feedback, count));

        Assert.Equal(5, ReadAll(Encoding.ASCII.GetBytes(With(5))).Count);
        Assert.Contains("more than 2000", ProblemOf(With(6)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_cut_or_changed_anywhere_does_no_harm()
    {
        for (int at = 0; at < Example.Length; at++)
        {
            byte[] changed = [.. Example];
            changed[at] ^= 0xa5;
            foreach (byte[] octets in new[] { changed, Example[..at] })
            {
                if (FailureReport.TryParse(octets, out IReadOnlyList<FailureReport>? reports, out string? problem))
                    Assert.All(reports[0].Flaws, flaw => Assert.DoesNotContain(flaw, character => character is < ' ' or > '~'));
                else
                    Assert.NotEmpty(problem);
            }
        }
    }
}
