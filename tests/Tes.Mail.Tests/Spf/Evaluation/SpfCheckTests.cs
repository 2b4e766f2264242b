using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;
using Xunit;

namespace Tes.Mail.Tests.Spf.Evaluation;

/// <summary>What no single scenario shows: traces, time limits, and that work is bounded whatever is published.</summary>
public sealed class SpfCheckTests
{
    // TXT; ten mx with their MX question and ten hosts; ten names of the client and their PTR question; the explanation.
    private const int MostQuestions = 1 + (SpfLimits.MaxLookupTerms * (1 + SpfLimits.MaxMxHosts)) + 1 + SpfLimits.MaxPtrNames + 1;

    private static readonly SpfRequest Request = new() { Client = IPAddress.Parse("192.0.2.1"), Helo = "mx.example.org", MailFrom = "alice@example.org" };

    [Fact]
    public async Task The_trace_has_every_term_through_includes_and_redirects()
    {
        var resolver = new ZoneResolver("""
            example.org. TXT "v=spf1 a include:i.example.org redirect=r.example.org"
            example.org. A 198.51.100.1
            i.example.org. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
            r.example.org. TXT "v=spf1 mx -all"
            r.example.org. MX 10 m.example.org.
            m.example.org. A 192.0.2.1
            """);

        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, Request, CancellationToken.None, TestContext.Current.CancellationToken);

        SpfRecordTrace root = evaluation.Record!;
        Assert.Equal(["a", "include:i.example.org", "redirect=r.example.org"], root.Terms.Select(term => term.Term));
        Assert.Equal([SpfTermOutcome.NotMatched, SpfTermOutcome.NotMatched, SpfTermOutcome.Matched], root.Terms.Select(term => term.Outcome));
        Assert.Equal(["example.org A"], root.Terms[0].Lookups.Select(answer => $"{answer.Question.Name.ToDisplayString()} {answer.Question.Type.ToMnemonic()}"));
        Assert.Equal(SpfResult.SoftFail, root.Terms[1].Record!.Result);
        Assert.Equal(["ip4:198.51.100.0/24", "~all"], root.Terms[1].Record!.Terms.Select(term => term.Term));
        SpfRecordTrace redirected = root.Terms[2].Record!;
        Assert.Equal(["mx"], redirected.Terms.Select(term => term.Term));
        Assert.Equal(2, redirected.Terms[0].Lookups.Count);
        Assert.Same(redirected.Terms[0], evaluation.Matched);
        Assert.Same(redirected, Assert.IsType<SpfDecision.Redirected>(evaluation.Decision).Record);
        Assert.All(root.Terms, term => Assert.NotEmpty(term.Reason));
    }

    [Fact]
    public async Task An_error_within_an_included_record_shows_where_it_is()
    {
        var resolver = new ZoneResolver("""
            example.org. TXT "v=spf1 include:i.example.org -all"
            i.example.org. TXT "v=spf1 a:broken.example.org -all"
            """);
        resolver.Break(DomainName.Parse("broken.example.org"), RRType.A, "timeout");

        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, Request, CancellationToken.None, TestContext.Current.CancellationToken);

        SpfTermTrace include = Assert.Single(evaluation.Record!.Terms);
        Assert.Equal(SpfTermOutcome.Error, include.Outcome);
        Assert.Equal(SpfTermOutcome.Error, Assert.Single(include.Record!.Terms).Outcome);
        Assert.Contains("broken.example.org A", Assert.IsType<SpfDecision.Error>(evaluation.Decision).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_time_is_over_it_is_temperror_Rfc7208_4_6_4()
    {
        using var timeLimit = new CancellationTokenSource();
        var resolver = new ZoneResolver("example.org. TXT \"v=spf1 +all\"") { Silent = true };
        Task<SpfEvaluation> check = SpfCheck.EvaluateAsync(resolver, Request, timeLimit.Token, TestContext.Current.CancellationToken);

        await timeLimit.CancelAsync();

        Assert.Equal(SpfProblem.TimeLimit, Assert.IsType<SpfDecision.Error>((await check).Decision).Problem);
    }

    [Fact]
    public async Task When_the_caller_gives_up_there_is_no_result()
    {
        using var stop = new CancellationTokenSource();
        var resolver = new ZoneResolver("example.org. TXT \"v=spf1 +all\"") { Silent = true };
        Task<SpfEvaluation> check = SpfCheck.EvaluateAsync(resolver, Request, CancellationToken.None, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
    }

    [Fact]
    public async Task The_worst_policy_asks_no_more_than_the_limits_allow_Rfc7208_4_6_4()
    {
        string hosts = string.Join('\n', Enumerable.Range(0, SpfLimits.MaxMxHosts).Select(host => $"m.example.org. MX {host} h{host}.example.org.\nh{host}.example.org. A 198.51.100.1"));
        string names = string.Join('\n', Enumerable.Range(0, 30).Select(name => $"1.2.0.192.in-addr.arpa. PTR n{name}.example.org."));
        var resolver = new ZoneResolver($"""
            example.org. TXT "v=spf1 mx:m.example.org mx:m.example.org mx:m.example.org mx:m.example.org mx:m.example.org mx:m.example.org mx:m.example.org mx:m.example.org" " exists:%{"{p}"}.example.org ptr -all exp=e.example.org"
            e.example.org. TXT "no %{"{p}"}"
            {hosts}
            {names}
            """);

        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, Request, CancellationToken.None, TestContext.Current.CancellationToken);

        Assert.Equal("no unknown", evaluation.Explanation.Text);
        Assert.Equal(SpfLimits.MaxLookupTerms, evaluation.LookupTerms);
        Assert.InRange(resolver.Asked.Count, 90, MostQuestions);
    }

    [Fact]
    public async Task A_macro_that_repeats_what_the_sender_wrote_makes_no_long_names_and_no_long_texts()
    {
        string macros = string.Concat(Enumerable.Repeat("%{s}", 60));
        var resolver = new ZoneResolver($"""
            example.org. TXT "v=spf1 exists:{macros}" ".example.org -all exp=e.example.org"
            e.example.org. TXT "{macros}"
            """);

        SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(
            resolver, Request with { MailFrom = new string('a', 5000) + "@example.org" }, CancellationToken.None, TestContext.Current.CancellationToken);

        Assert.Equal(SpfResult.Fail, evaluation.Result);
        Assert.Null(evaluation.Explanation.Text);
        Assert.InRange(evaluation.Record!.Terms[0].Target!.Length, 1, 600);
    }

    [Fact]
    public async Task Random_policies_and_envelopes_have_a_result_and_bounded_work()
    {
        string[] terms =
        [
            "a", "mx", "ptr", "a:%{d}", "mx:x.test", "ptr:%{o}", "include:x.test", "include:y.test", "-include:%{h}", "exists:%{i}.%{p}.x.test", "exists:%{l1r-}.%{d2}", "ip4:192.0.2.0/24",
            "ip6:::/0", "redirect=y.test", "redirect=x.test", "exp=e.test", "a//0", "a/0", "~all", "?mx:y.test/24", "foo", "x=%{s}", "%", "a:a..b.test", "include:%{L}.x.test", "exists:%{S}%{S}%{H}.x.test",
        ];
        string[] names = ["x.test", "y.test", "e.test", "a.x.test", "1.2.0.192.in-addr.arpa"];
        string[] words = ["x.test", "y.test", "a@x.test", "b-c@y.test", "", "@", "é@x.test", "[192.0.2.1]", "a..b", new string('z', 400), "\0\r\n@x.test", "%{s}@x.test"];
        string[] faults = ["timeout", "servfail", "refused", "bogus"];
        var random = new Random(7);
        for (int round = 0; round < 2000; round++)
        {
            T Any<T>(T[] of) => of[random.Next(of.Length)];
            var zone = new System.Text.StringBuilder();
            foreach (string name in names)
            {
                string text = "v=spf1 " + string.Join(' ', Enumerable.Range(0, random.Next(14)).Select(_ => Any(terms)));
                zone.Append(name).Append(". TXT ").AppendJoin(' ', text.Chunk(200).Select(part => $"\"{new string(part)}\"")).Append('\n');
                for (int record = random.Next(12); record > 0; record--)
                    zone.Append(name).Append(Any([$". MX {record} {Any(names)}.\n", $". A 192.0.2.{record}\n", $". AAAA 2001:db8::{record}\n", $". PTR {Any(names)}.\n", $". MX 0 h{record}.x.test.\n"]));
            }

            var resolver = new ZoneResolver(zone.ToString());
            if (random.Next(4) == 0)
                resolver.Break(DomainName.Parse(Any(names)), Any([RRType.Txt, RRType.A, RRType.MX, RRType.Ptr]), Any(faults));
            var request = new SpfRequest { Client = IPAddress.Parse(Any(["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"])), Helo = Any(words), MailFrom = Any(words), Identity = Any([SpfIdentity.Helo, SpfIdentity.MailFrom]) };

            SpfEvaluation evaluation = await SpfCheck.EvaluateAsync(resolver, request, CancellationToken.None, TestContext.Current.CancellationToken);

            Assert.InRange(resolver.Asked.Count, 0, MostQuestions);
            Assert.True(evaluation.LookupTerms <= SpfLimits.MaxLookupTerms || evaluation.Result is SpfResult.PermError);
            Assert.True(evaluation.Explanation.Text is null || evaluation.Result == SpfResult.Fail);
            Assert.DoesNotContain('\n', ReceivedSpf.Write(evaluation, request).Replace("\r\n ", " ", StringComparison.Ordinal));
        }
    }
}
