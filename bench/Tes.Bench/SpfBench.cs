using System.Diagnostics;
using System.Globalization;
using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Dns.ZoneFiles;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Bench;

/// <summary>SPF evaluations with every answer at hand: what an evaluation costs beside its look-ups.</summary>
internal static class SpfBench
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    private const string Zone = """
        $TTL 300
        ip4.example. TXT "v=spf1 ip4:192.0.2.0/24 -all"
        mx.example. TXT "v=spf1 mx -all"
        mx.example. MX 10 a.mx.example.
        mx.example. MX 20 b.mx.example.
        a.mx.example. A 198.51.100.1
        b.mx.example. A 192.0.2.1
        large.example. TXT "v=spf1 include:a.large.example include:b.large.example include:c.large.example ~all"
        a.large.example. TXT "v=spf1 ip4:198.51.100.0/25 ip4:203.0.113.0/26 ip4:10.1.0.0/16 ip4:10.2.0.0/16 ip4:10.3.0.0/16 ip6:2001:db8:1::/48 ip6:2001:db8:2::/48 ?all"
        b.large.example. TXT "v=spf1 ip4:198.51.100.0/25 ip4:203.0.113.0/26 ip4:10.4.0.0/16 ip4:10.5.0.0/16 ip4:10.6.0.0/16 ip6:2001:db8:3::/48 ip6:2001:db8:4::/48 ?all"
        c.large.example. TXT "v=spf1 ip4:198.51.100.0/25 ip4:203.0.113.0/26 ip4:10.7.0.0/16 ip4:10.8.0.0/16 ip4:192.0.2.0/24 ip6:2001:db8:5::/48 ip6:2001:db8:6::/48 ?all"
        macro.example. TXT "v=spf1 exists:%{l1r+-}.%{ir}.%{v}.%{d2} -all exp=why.%{d}"
        why.macro.example. TXT "%{i} is not allowed to send mail from %{d}, see http://%{d}/?s=%{S}"
        """;

    public static async Task<int> RunAsync()
    {
        var answers = new Known(Zone);
        Console.WriteLine("policy                         result  evaluations/s  octets each");
        foreach (string domain in new[] { "ip4.example", "mx.example", "large.example", "macro.example", "none.example" })
        {
            var request = new SpfRequest { Client = IPAddress.Parse("192.0.2.1"), Helo = "mx.example.org", MailFrom = $"alice-x@{domain}" };
            SpfResult result = (await SpfCheck.EvaluateAsync(answers, request, CancellationToken.None, CancellationToken.None)).Result;
            long rounds = 0;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            for (; Stopwatch.GetElapsedTime(started) < Measured; rounds++)
                await SpfCheck.EvaluateAsync(answers, request, CancellationToken.None, CancellationToken.None);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{domain,-30} {SpfWords.Of(result),-7} {rounds / seconds,13:0} {allocated / rounds,12}"));
        }

        return 0;
    }

    /// <summary>Answers that are made before anything is measured.</summary>
    private sealed class Known : IResolver
    {
        private readonly Dictionary<Question, Answer> _answers = [];

        public Known(string zone)
        {
            if (!ZoneFile.TryRead(zone, DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure))
                throw new FormatException(failure.ToString());
            foreach (RRset set in RRset.Group(records))
                _answers[new Question(set.Owner, set.Type)] = new Answer.Found(new Question(set.Owner, set.Type), [], new ValidatedRRset(set, SecurityStatus.Secure, null, null, null, null), ValidationTrace.Empty);
        }

        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
        {
            var question = new Question(name, type);
            if (!_answers.TryGetValue(question, out Answer? answer))
                _answers[question] = answer = new Answer.Absent(question, [], name, Absence.NXDomain, SecurityStatus.Secure, null, [], ValidationTrace.Empty);
            return new(answer);
        }
    }
}
