using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Xunit;

namespace Tes.Mail.Tests.Spf;

public class SpfResolverTests
{
    private static readonly Question Question = new(DomainName.Parse("example.org"), RRType.Txt);

    /// <summary>Each text is one TXT record; a bar separates its strings.</summary>
    private static Answer.Found Found(SecurityStatus security, params string[] texts)
    {
        IEnumerable<ReadOnlyMemory<byte>> rdatas = texts.Select(text => new ReadOnlyMemory<byte>(
            [.. text.Split('|').SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.Latin1.GetBytes(part)])]));
        var rrset = new RRset(Question.Name, RRType.Txt, RRClass.IN, 60, rdatas, []);
        return new Answer.Found(Question, [], new ValidatedRRset(rrset, security, null, null, null, null), ValidationTrace.Empty);
    }

    private static SpfLookup Read(params string[] texts) => SpfResolver.Read(Found(SecurityStatus.Secure, texts));

    /// <summary>Answers one question and no other.</summary>
    private sealed class OneAnswer(Answer answer) : IResolver
    {
        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) =>
            answer.Question == new Question(name, type)
                ? ValueTask.FromResult(answer)
                : throw new InvalidOperationException($"Nobody should ask for {name} {type}.");
    }

    [Fact]
    public async Task TXT_at_the_domain_is_asked_for_and_nothing_else_Rfc7208_3_1()
    {
        SpfLookup lookup = await SpfResolver.ResolveAsync(
            new OneAnswer(Found(SecurityStatus.Insecure, "v=spf1 -all")), Question.Name, TestContext.Current.CancellationToken);

        Assert.Equal(SpfQualifier.Fail, Assert.IsType<SpfLookup.Published>(lookup).Record.AllQualifier);
        Assert.Equal(SecurityStatus.Insecure, lookup.Security);
    }

    [Fact]
    public void Strings_are_joined_without_a_space_Rfc7208_3_3()
    {
        Assert.Equal("v=spf1 include:example.org -all", Assert.IsType<SpfLookup.Published>(Read("v=spf1 include:exa|mple.org| -all")).Record.Text);
        Assert.IsType<SpfLookup.Malformed>(Read("v=spf1 a|mx -all|"));
    }

    [Fact]
    public void Other_TXT_records_are_discarded_Rfc7208_4_5() =>
        Assert.IsType<SpfLookup.Published>(Read("google-site-verification=x", "v=spf1 -all", "v=spf10 all", "v=spf1:all", "spf2.0/pra -all", ""));

    [Fact]
    public void No_SPF_record_among_others_is_none_Rfc7208_4_5()
    {
        Assert.IsType<SpfLookup.None>(Read("some text"));
        Assert.IsType<SpfLookup.None>(Read("v=spf10 -all"));
        Assert.IsType<SpfLookup.None>(Read(" v=spf1 -all"));
    }

    [Fact]
    public void More_than_one_SPF_record_is_an_error_Rfc7208_4_5()
    {
        // RFC 2181 §5: the order of records in an RRset means nothing, and shows nowhere.
        foreach (string[] order in new[] { ["v=spf1 -all", "V=spf1 +all", "other"], (string[])["other", "V=spf1 +all", "v=spf1 -all"] })
        {
            var multiple = Assert.IsType<SpfLookup.Multiple>(Read(order));

            Assert.Equal(["V=spf1 +all", "v=spf1 -all"], multiple.Texts);
        }
    }

    [Fact]
    public void A_malformed_record_keeps_its_text_and_the_place_of_the_error_Rfc7208_4_6()
    {
        var malformed = Assert.IsType<SpfLookup.Malformed>(Read("v=spf1 foo:\u00e4 -all"));

        Assert.Equal("v=spf1 foo:\u00e4 -all", malformed.Text);
        Assert.Equal(7, malformed.Failure.Offset);
    }

    [Theory]
    [InlineData(Absence.NoData)]
    [InlineData(Absence.NXDomain)]
    public void Absence_is_none_Rfc7208_4_5(Absence absence) =>
        Assert.IsType<SpfLookup.None>(SpfResolver.Read(new Answer.Absent(Question, [], Question.Name, absence, SecurityStatus.Secure, null, [], ValidationTrace.Empty)));

    [Fact]
    public void A_failure_is_not_absence_Rfc7208_4_4()
    {
        var failure = new LookupFailure(LookupFailureKind.Timeout, Question, "no answer");
        Assert.Same(failure, Assert.IsType<SpfLookup.Failed>(SpfResolver.Read(new Answer.Failed(Question, [], Question.Name, failure, ValidationTrace.Empty))).Failure);

        var error = new ExtendedDnsError(ExtendedDnsErrorCode.SignatureExpired, "expired");
        Assert.Same(error, Assert.IsType<SpfLookup.Bogus>(SpfResolver.Read(
            new Answer.Bogus(Question, [], Question.Name, ResponseCode.NoError, [], error, ValidationTrace.Empty))).Error);
    }
}
