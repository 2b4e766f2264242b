using System.Text.Json;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class DmarcRecordTests
{
    private const string Records = "dmarc/records.jsonl";
    private const string NoRecords = "dmarc/no-records.jsonl";

    public static TheoryData<string> Names(string file) => CaseFile.Names(file);

    [Theory]
    [MemberData(nameof(Names), Records)]
    public void A_record_is_read_as_far_as_it_is_right(string name)
    {
        JsonElement expected = CaseFile.Case(Records, name);

        Assert.True(DmarcRecord.TryParse(expected.Text("record")!, out DmarcRecord? record, out _));

        Assert.Equal(expected.Text("p"), Word(record.Policy));
        Assert.Equal(expected.Text("sp"), Word(record.SubdomainPolicy));
        Assert.Equal(expected.Text("np"), Word(record.NonexistentSubdomainPolicy));
        Assert.Equal(expected.Text("adkim") ?? "r", record.DkimAlignment == AlignmentMode.Strict ? "s" : "r");
        Assert.Equal(expected.Text("aspf") ?? "r", record.SpfAlignment == AlignmentMode.Strict ? "s" : "r");
        Assert.Equal(expected.Text("psd") ?? "u", record.Psd switch { PsdFlag.PublicSuffixDomain => "y", PsdFlag.OrganizationalDomain => "n", _ => "u" });
        Assert.Equal(expected.Text("t") ?? "n", record.TestMode == PolicyTestMode.Test ? "y" : "n");
        Assert.Equal(expected.Texts("rua"), record.AggregateReportUris.Select(uri => uri.Text));
        Assert.Equal(expected.Texts("ruf"), record.FailureReportUris.Select(uri => uri.Text));
        Assert.Equal(expected.Text("fo") ?? record.FailureOptions.ToString(), record.FailureOptions.ToString());
        Assert.Equal(expected.Text("applies"), record.Applicability switch { RecordApplicability.AsPublished => "published", RecordApplicability.AsPolicyNone => "none", _ => "nothing" });
        Assert.Equal(expected.Numbers("faults"), record.Faults.Select(fault => fault.Offset));
        Assert.Equal(expected.Numbers("remarks"), record.Remarks.Select(remark => remark.Offset));
    }

    [Theory]
    [MemberData(nameof(Names), NoRecords)]
    public void Without_the_version_first_and_exact_it_is_no_record_Rfc9989_4_10(string name)
    {
        string text = CaseFile.Case(NoRecords, name).Text("record")!;

        Assert.False(DmarcRecord.HasVersion(text));
        Assert.False(DmarcRecord.TryParse(text, out _, out ParseFailure failure));
        Assert.Equal(0, failure.Offset);
    }

    [Theory]
    [InlineData("mailto:reports@red.example.net", "red.example.net")]
    [InlineData("mailto:a%40b@example.org?subject=x", "example.org")]
    [InlineData("https://reports.example.org:8443/v1", "reports.example.org")]
    [InlineData("https://[2001:db8::1]/v1", null)]
    [InlineData("tel:+1-201-555-0123", null)]
    public void The_host_of_a_destination_is_known(string uri, string? host)
    {
        Assert.True(DmarcRecord.TryParse($"v=DMARC1; p=none; rua={uri}", out DmarcRecord? record, out _));

        Assert.Equal(host, Assert.Single(record.AggregateReportUris).Host?.ToDisplayString());
    }

    [Theory]
    [InlineData("mailto:@example.org", 22)]
    [InlineData("mailto:a@", 22)]
    [InlineData("mailto:a b@example.org", 23)]
    [InlineData("mailto:a%2@example.org", 23)]
    [InlineData("mailto:a%2Cb@example.org", 22)]
    [InlineData("https:example.org", 21)]
    [InlineData("https://", 21)]
    [InlineData(":a@example.org", 15)]
    [InlineData("mailto:a@example.org!10x", 35)]
    [InlineData("mailto:a@example.org!", 35)]
    public void A_destination_that_is_no_URI_is_left_out_Rfc3986(string uri, int offset)
    {
        Assert.True(DmarcRecord.TryParse($"v=DMARC1; rua= {uri}", out DmarcRecord? record, out _));

        Assert.Empty(record.AggregateReportUris);
        Assert.Equal(offset, Assert.Single(record.Faults).Offset);
    }

    [Fact]
    public void Random_texts_never_throw_and_errors_lie_within_them()
    {
        const string Alphabet = "vp=;:, \t!%@DMARC1mailto.ruafospdnt0y\0é\u00ff";
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++)
        {
            string text = "v=DMARC1;" + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (DmarcRecord.TryParse(text, out DmarcRecord? record, out _))
                Assert.All(record.Faults, fault => Assert.InRange(fault.Offset, 0, text.Length));
        }
    }

    private static string? Word(DmarcPolicy? policy) => policy?.ToString().ToLowerInvariant();
}
