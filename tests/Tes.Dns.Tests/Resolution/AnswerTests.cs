using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Resolution;

public sealed class AnswerTests
{
    private static readonly Question Question = new(DomainName.Parse("www.example"), RRType.A);
    private static readonly ExtendedDnsError Error = new(ExtendedDnsErrorCode.DnssecBogus, "broken");

    // Weakest first: the status of the whole is the least of its parts.
    [Theory]
    [InlineData(SecurityStatus.Secure, SecurityStatus.Secure, SecurityStatus.Secure)]
    [InlineData(SecurityStatus.Secure, SecurityStatus.Insecure, SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Insecure, SecurityStatus.Secure, SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate, SecurityStatus.Secure, SecurityStatus.Indeterminate)]
    [InlineData(SecurityStatus.Insecure, SecurityStatus.Indeterminate, SecurityStatus.Indeterminate)]
    public void The_weakest_of_aliases_and_data_counts(SecurityStatus alias, SecurityStatus data, SecurityStatus expected)
    {
        Assert.Equal(expected, new Answer.Found(Question, [Set(alias)], Set(data), ValidationTrace.Empty).Security);
        Assert.Equal(expected, new Answer.Absent(Question, [Set(alias)], Question.Name, Absence.NoData, data, null, [], ValidationTrace.Empty).Security);
    }

    [Fact]
    public void Bogus_data_is_neither_found_nor_absent()
    {
        Assert.Throws<ArgumentException>(() => new Answer.Found(Question, [], Set(SecurityStatus.Bogus), ValidationTrace.Empty));
        Assert.Throws<ArgumentException>(() => new Answer.Found(Question, [Set(SecurityStatus.Bogus)], Set(SecurityStatus.Secure), ValidationTrace.Empty));
        Assert.Throws<ArgumentException>(() => new Answer.Absent(Question, [], Question.Name, Absence.NXDomain, SecurityStatus.Bogus, null, [], ValidationTrace.Empty));
        Assert.Throws<ArgumentException>(() => new Answer.Absent(Question, [Set(SecurityStatus.Bogus)], Question.Name, Absence.NXDomain, SecurityStatus.Secure, null, [], ValidationTrace.Empty));
    }

    [Fact]
    public void A_failure_says_nothing_of_security()
    {
        var failed = new Answer.Failed(Question, [], Question.Name, new LookupFailure(LookupFailureKind.Timeout, Question, "late"), ValidationTrace.Empty);
        Assert.Equal(SecurityStatus.Indeterminate, failed.Security);
        Assert.Equal(SecurityStatus.Bogus, new Answer.Bogus(Question, [], Question.Name, ResponseCode.NoError, [], Error, ValidationTrace.Empty).Security);
    }

    [Fact]
    public void Each_case_matches_itself()
    {
        Answer[] answers =
        [
            new Answer.Found(Question, [], Set(SecurityStatus.Secure), ValidationTrace.Empty),
            new Answer.Absent(Question, [], Question.Name, Absence.NoData, SecurityStatus.Secure, null, [], ValidationTrace.Empty),
            new Answer.Bogus(Question, [], Question.Name, ResponseCode.NoError, [], Error, ValidationTrace.Empty),
            new Answer.Failed(Question, [], Question.Name, new LookupFailure(LookupFailureKind.Timeout, Question, "late"), ValidationTrace.Empty),
        ];
        Assert.Equal([1, 2, 3, 4], answers.Select(answer => answer.Match(_ => 1, _ => 2, _ => 3, _ => 4)));
    }

    private static ValidatedRRset Set(SecurityStatus security) =>
        new(new RRset(Question.Name, RRType.A, RRClass.IN, 60, [(byte[])[192, 0, 2, 1]], []), security, null, null, null, null);
}
