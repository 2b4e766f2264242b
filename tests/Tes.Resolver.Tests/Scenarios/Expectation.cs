using System.Globalization;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>One line below an <c>ask</c>: what must be true of the answer or of the questions that it took.</summary>
internal static class Expectation
{
    public static void Check(ScenarioLine line, Answer answer, IReadOnlyList<Question> asked)
    {
        string expected = line.Words.Length > 1 ? line.After(1) : "";
        switch (line.Word)
        {
            case "expect":
                Equal(line, expected, answer.Outcome(), answer);
                break;
            case "code":
                Equal(line, expected, answer.Code() is { } code ? ((ushort)code).ToString(CultureInfo.InvariantCulture) : "none", answer);
                break;
            case "records":
                // As many records as given, separated by semicolons, in any order.
                Equal(line, Sorted(expected.Split(';', StringSplitOptions.TrimEntries)), Sorted(Found(line, answer).RRset.RRset.Rdatas.Select(rdata => RdataText.Format(answer.Question.Type, rdata.Span))), answer);
                break;
            case "final":
                Equal(line, ScenarioText.Name(expected).ToString(), answer.FinalName.ToString(), answer);
                break;
            case "wildcard":
                Equal(line, expected, Found(line, answer).RRset.Expansion?.ToDisplayString() ?? "none", answer);
                break;
            case "zone":
                Equal(line, expected, Found(line, answer).RRset.Zone?.ToDisplayString() ?? "none", answer);
                break;
            case "ttl":
                Equal(line, expected, Found(line, answer).RRset.RRset.Ttl.ToString(CultureInfo.InvariantCulture), answer);
                break;
            case "aliases":
                Equal(line, expected, string.Join(' ', answer.Aliases.Select(alias => alias.Security.ToString())), answer);
                break;
            case "asked":
                Assert.True(asked.Contains(AskedQuestion(line)), Describe(line, string.Join(", ", asked), answer));
                break;
            case "unasked":
                Assert.False(asked.Contains(AskedQuestion(line)), Describe(line, string.Join(", ", asked), answer));
                break;
            case "questions":
                Assert.True(asked.Count <= int.Parse(expected, CultureInfo.InvariantCulture), Describe(line, asked.Count.ToString(CultureInfo.InvariantCulture), answer));
                break;
            default:
                throw line.Wrong("there is no such expectation");
        }
    }

    private static Answer.Found Found(ScenarioLine line, Answer answer) => answer as Answer.Found ?? throw line.Wrong($"the answer is {answer.Outcome()}");

    private static Question AskedQuestion(ScenarioLine line) => new(ScenarioText.Name(line.Words[1]), ScenarioText.Type(line.Words[2]));

    private static string Sorted(IEnumerable<string> records) => string.Join("; ", records.Order(StringComparer.Ordinal));

    private static void Equal(ScenarioLine line, string expected, string actual, Answer answer) =>
        Assert.True(string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase), Describe(line, actual, answer));

    private static string Describe(ScenarioLine line, string actual, Answer answer) =>
        $"line {line.Number}, '{line.Text.Trim()}', but: {actual}. {answer.Match(_ => "", _ => "", bogus => bogus.Error.Text, failed => failed.Failure.Text)}";
}
