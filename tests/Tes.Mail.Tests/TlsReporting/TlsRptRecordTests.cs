using System.Text.Json;
using Tes.Dns;
using Tes.Mail.TlsReporting;
using Xunit;

namespace Tes.Mail.Tests.TlsReporting;

/// <summary>The cases are lines of testdata/tlsrpt/records.jsonl: what is read, or where the first error is.</summary>
public sealed class TlsRptRecordTests
{
    private const string Cases = "tlsrpt/records.jsonl";

    public static TheoryData<string> Names() => CaseFile.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_is_read_or_its_first_error_is_found_Rfc8460_3(string name)
    {
        JsonElement expected = CaseFile.Case(Cases, name);

        bool isRead = TlsRptRecord.TryParse(expected.Text("record")!, out TlsRptRecord? record, out ParseFailure failure);

        Assert.Equal(expected.Texts("uris"), (record?.ReportUris ?? []).Select(uri => uri.Text));
        Assert.Equal(expected.Numbers("remarks"), (record?.Remarks ?? []).Select(remark => remark.Offset));
        if (!isRead)
            Assert.Equal(expected.GetProperty("offset").GetInt32(), failure.Offset);
    }
}
