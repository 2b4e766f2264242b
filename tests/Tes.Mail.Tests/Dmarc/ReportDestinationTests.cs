using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class ReportDestinationTests
{
    private const string Authorisation = "blue.example.com._report._dmarc.red.example.net";

    private static async Task<IReadOnlyList<ReportDestination>> VerifyAsync(ScriptedResolver resolver, string destinations)
    {
        Assert.True(DmarcRecord.TryParse($"v=DMARC1; p=none; rua={destinations}", out DmarcRecord? record, out _));
        return await ReportDestinations.VerifyAsync(resolver, DomainName.Parse("blue.example.com"), record, TestContext.Current.CancellationToken);
    }

    private static ScriptedResolver With(string owner, params string[] texts) =>
        new() { Texts = new Dictionary<string, string[]>(StringComparer.Ordinal) { [owner] = texts, ["_dmarc.example.com"] = ["v=DMARC1; p=none"] } };

    [Theory]
    [InlineData("mailto:r@blue.example.com")]
    [InlineData("mailto:r@example.com")]
    [InlineData("mailto:r@reports.example.com")]
    public async Task A_destination_in_the_same_Organizational_Domain_needs_no_authorisation_Rfc9990_4(string destination)
    {
        ScriptedResolver resolver = With("unused.example");

        Assert.IsType<ReportDestination.Internal>(Assert.Single(await VerifyAsync(resolver, destination)));
        Assert.DoesNotContain(resolver.Asked, asked => asked.Contains("_report", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v=DMARC1", "")]
    [InlineData("v=DMARC1;", "")]
    [InlineData("v=DMARC1; rua=mailto:other@red.example.net", "mailto:other@red.example.net")]
    public async Task A_destination_elsewhere_is_authorised_by_a_record_there_Rfc9990_4(string text, string instead)
    {
        ScriptedResolver resolver = With(Authorisation, "other text", text);

        var authorized = Assert.IsType<ReportDestination.Authorized>(Assert.Single(await VerifyAsync(resolver, "mailto:reports@red.example.net")));

        Assert.Equal(Authorisation, authorized.RecordName.ToDisplayString());
        Assert.Equal(instead, string.Join(',', authorized.Overrides.Select(uri => uri.Text)));
        Assert.Equal([Authorisation], resolver.Asked);
    }

    [Theory]
    [InlineData("v=dmarc1")]
    [InlineData("anything")]
    [InlineData("v=DMARC1; rua=mailto:victim@example.org")]
    public async Task Anything_else_there_authorises_nothing_Rfc9990_4(string text) =>
        Assert.IsType<ReportDestination.Unauthorized>(Assert.Single(await VerifyAsync(With(Authorisation, text), "mailto:reports@red.example.net")));

    [Fact]
    public async Task No_record_there_authorises_nothing_Rfc9990_4() =>
        Assert.IsType<ReportDestination.Unauthorized>(Assert.Single(await VerifyAsync(With("unused.example"), "mailto:reports@red.example.net")));

    [Fact]
    public async Task A_failed_look_up_is_no_refusal()
    {
        var resolver = new ScriptedResolver { Fails = [Authorisation] };

        Assert.IsType<ReportDestination.Undetermined>(Assert.Single(await VerifyAsync(resolver, "mailto:reports@red.example.net")));
    }

    [Fact]
    public async Task A_destination_whose_authorisation_has_no_name_is_not_authorised_Rfc9990_4()
    {
        string host = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));

        var unauthorized = Assert.IsType<ReportDestination.Unauthorized>(Assert.Single(await VerifyAsync(new ScriptedResolver(), $"mailto:r@{host}")));

        Assert.Null(unauthorized.RecordName);
    }

    [Fact]
    public async Task Many_destinations_cost_a_bounded_number_of_questions()
    {
        var resolver = new ScriptedResolver();
        string destinations = string.Join(',', Enumerable.Range(0, 100).Select(number => $"mailto:r@d{number}.example"));

        IReadOnlyList<ReportDestination> verified = await VerifyAsync(resolver, destinations);

        Assert.Equal(100 - DmarcLimits.MaxReportDestinations, verified.Count(destination => destination is ReportDestination.NotExamined));
        Assert.Equal(DmarcLimits.MaxReportDestinations, resolver.Asked.Count);
    }
}
