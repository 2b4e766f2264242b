using System.Text;
using System.Text.Json;
using Tes.Dns;
using Tes.Mail.MtaSts;
using Xunit;

namespace Tes.Mail.Tests.MtaSts;

/// <summary>The cases are lines of testdata/mta-sts: what is read, or where the first error is.</summary>
public sealed class MtaStsTests
{
    private const string Records = "mta-sts/records.jsonl";
    private const string Policies = "mta-sts/policies.jsonl";

    public static TheoryData<string> Names(string file) => CaseFile.Names(file);

    [Theory]
    [MemberData(nameof(Names), Records)]
    public void A_record_is_read_or_its_first_error_is_found_Rfc8461_3_1(string name)
    {
        JsonElement expected = CaseFile.Case(Records, name);

        bool isRead = MtaStsRecord.TryParse(expected.Text("record")!, out MtaStsRecord? record, out ParseFailure failure);

        Assert.Equal(expected.Text("id"), record?.PolicyId);
        Assert.Equal(expected.Numbers("remarks"), (record?.Remarks ?? []).Select(remark => remark.Offset));
        if (!isRead)
            Assert.Equal(expected.GetProperty("offset").GetInt32(), failure.Offset);
    }

    [Theory]
    [MemberData(nameof(Names), Policies)]
    public void A_policy_is_read_or_its_first_error_is_found_Rfc8461_3_2(string name)
    {
        JsonElement expected = CaseFile.Case(Policies, name);

        if (!MtaStsPolicy.TryParse(Encoding.UTF8.GetBytes(expected.Text("policy")!), out MtaStsPolicy? policy, out ParseFailure failure))
        {
            Assert.Null(expected.Text("mode"));
            Assert.Equal(expected.GetProperty("offset").GetInt32(), failure.Offset);
            return;
        }

        Assert.Equal(expected.Text("mode"), policy.Mode.ToString());
        Assert.Equal(expected.GetProperty("maxAge").GetInt32(), policy.MaxAge);
        Assert.Equal(expected.Texts("mx"), policy.Mx.Select(pattern => pattern.Text));
        Assert.Equal(expected.Numbers("remarks"), policy.Remarks.Select(remark => remark.Offset));
    }

    [Theory]
    [InlineData("mail.example.com", "mail.example.com", true)]
    [InlineData("mail.example.com", "MAIL.example.COM", true)]
    [InlineData("mail.example.com", "x.mail.example.com", false)]
    [InlineData("*.example.com", "mail.example.com", true)]
    [InlineData("*.example.com", "a.mail.example.com", false)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "mail.example.net", false)]
    [InlineData("*.example.com", ".", false)]
    public void A_pattern_means_a_host_or_one_label_more_Rfc8461_4_1(string pattern, string host, bool matches)
    {
        Assert.True(MtaStsPolicy.TryParse(Encoding.ASCII.GetBytes($"version: STSv1\nmode: enforce\nmax_age: 1\nmx: {pattern}"), out MtaStsPolicy? policy, out _));

        Assert.Equal(matches, policy.Allows(DomainName.Parse(host)));
    }

    [Fact]
    public void A_policy_of_more_than_64_KiB_is_refused_Rfc8461_3_3()
    {
        byte[] most = [.. "version: STSv1\nmode: none\nmax_age: 1\nx: "u8, .. Enumerable.Repeat((byte)'a', MtaStsLimits.MaxPolicyLength)];

        Assert.True(MtaStsPolicy.TryParse(most.AsSpan(0, MtaStsLimits.MaxPolicyLength), out _, out _));
        Assert.False(MtaStsPolicy.TryParse(most.AsSpan(0, MtaStsLimits.MaxPolicyLength + 1), out _, out ParseFailure failure));
        Assert.Equal(MtaStsLimits.MaxPolicyLength, failure.Offset);
    }

    [Fact]
    public void Random_policies_never_throw_and_errors_lie_within_them()
    {
        const string Alphabet = "version: STSv1\nmode\rmx*.a_0\u00e4\0\t";
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = Encoding.Latin1.GetBytes("version: STSv1\n" + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])));
            if (!MtaStsPolicy.TryParse(text, out _, out ParseFailure failure))
                Assert.InRange(failure.Offset, 0, text.Length);
        }
    }
}
