using System.Net;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Spf.Inspection;

namespace Tes.Fuzz.Targets;

/// <summary>SPF: records as text, and policies evaluated and flattened.</summary>
internal static class SpfTargets
{
    // TXT; ten mx with their MX question and ten hosts; ten names of the client and their PTR question; the explanation.
    private const int MostQuestions = 1 + (SpfLimits.MaxLookupTerms * (1 + SpfLimits.MaxMxHosts)) + 1 + SpfLimits.MaxPtrNames + 1;
    private const int LongestString = 255;

    private static readonly DomainName Domain = DomainName.Parse("example.org");
    private static readonly IPAddress[] Clients = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")];

    /// <summary>The octets are a record.</summary>
    public static void CheckRecord(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.Latin1.GetString(octets);
        if (!SpfRecord.TryParse(text, out SpfRecord? record, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, text.Length);
            return;
        }

        Property.Holds(record.Text == text && SpfRecord.HasVersion(text), "a record keeps its text");
        Property.Holds(record.DirectLookups <= record.Directives.Count + 1, "a term counts once");
        string again = string.Join(' ', record.Directives.Select(directive => directive.Text).Prepend("v=spf1"));
        Property.Holds(
            SpfRecord.TryParse(again, out SpfRecord? directives, out _) && directives.Directives.Count == record.Directives.Count, "directives read back from their texts");
    }

    /// <summary>The first line is the reverse-path, the second the HELO name, each further one a TXT record of every name.</summary>
    public static void CheckEvaluation(ReadOnlySpan<byte> octets)
    {
        string[] lines = Encoding.Latin1.GetString(octets).Split('\n');
        var resolver = new SameEverywhere(lines.Length > 2 ? lines[2..] : []);
        var request = new SpfRequest
        {
            Client = Clients[octets.Length % Clients.Length],
            MailFrom = lines[0] + (lines[0].Contains('@', StringComparison.Ordinal) ? string.Empty : "@example.org"),
            Helo = lines.Length > 1 ? lines[1] : string.Empty,
        };
        SpfEvaluation evaluation = Done(SpfCheck.EvaluateAsync(resolver, request, CancellationToken.None, CancellationToken.None));
        Property.Holds(resolver.Questions <= MostQuestions, "questions are bounded");
        Property.Holds(evaluation.LookupTerms <= SpfLimits.MaxLookupTerms || evaluation.Result == SpfResult.PermError, "more look-ups are permerror");
        Property.Holds(evaluation.Explanation.Text is not { Length: > 0 } text || (text.Length <= SpfLimits.MaxExplanationLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')), "an explanation is short and printable");
        string header = ReceivedSpf.Write(evaluation, request);
        Property.IsShowable(header.Replace("\r\n ", " ", StringComparison.Ordinal));
        var asked = new SameEverywhere(resolver.Texts);
        SpfTree tree = Done(SpfTreeReader.ReadAsync(asked, Domain, CancellationToken.None));
        Property.Holds(asked.Questions <= SpfLimits.MaxTreeQuestions + 1, "questions of the view are bounded");
        Property.Holds(tree.Flattened is not { } flattened || SpfRecord.TryParse(flattened.Text, out _, out _), "a flattened policy is a record");
    }

    private static T Done<T>(Task<T> task)
    {
        Property.Holds(task.IsCompleted, "nothing is waited for");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Every name has the same TXT records, an address of each family, and itself as MX host and name.</summary>
    private sealed class SameEverywhere(string[] texts) : IResolver
    {
        public string[] Texts => texts;

        public int Questions { get; private set; }

        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
        {
            Questions++;
            var question = new Question(name, type);
            ReadOnlyMemory<byte>[] rdatas = type switch
            {
                RRType.Txt => [.. texts.Select(text => new ReadOnlyMemory<byte>([.. text.Chunk(LongestString).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.Latin1.GetBytes(part)])])).Where(rdata => rdata.Length > 0)],
                RRType.A => [new byte[] { 192, 0, 2, 7 }],
                RRType.Aaaa => [new byte[16]],
                RRType.MX => [.. Enumerable.Range(0, 3).Select(preference => new ReadOnlyMemory<byte>([0, (byte)preference, .. name.Wire]))],
                _ => [name.WireMemory],
            };
            return new(rdatas.Length == 0
                ? new Answer.Absent(question, [], name, Absence.NoData, SecurityStatus.Insecure, null, [], ValidationTrace.Empty)
                : new Answer.Found(question, [], new ValidatedRRset(new RRset(name, type, RRClass.IN, 60, rdatas, []), SecurityStatus.Insecure, null, null, null, null), ValidationTrace.Empty));
        }
    }
}
