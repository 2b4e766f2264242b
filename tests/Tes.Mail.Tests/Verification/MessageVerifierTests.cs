using System.Net;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Tests.Arc;
using Tes.Mail.Tests.Dkim;
using Tes.Mail.Tests.Spf.Evaluation;
using Tes.Mail.Verification;
using Xunit;

namespace Tes.Mail.Tests.Verification;

public sealed class MessageVerifierTests
{
    private static readonly MailScenario Usual = new();

    private static readonly MailScenario Unsigned = new() { Signer = null };

    private static string Words(MessageVerification verification) =>
        $"spf={verification.Spf.Match(one => SpfWords.Of(one.Evaluation.Result), _ => "-")} dkim={verification.Dkim.Word} dmarc={DmarcResultWords.Of(verification.Dmarc.Result)}"
        + $" {verification.Dmarc.Policy?.ToString().ToLowerInvariant() ?? "-"} {verification.Dmarc.Disposition.ToString().ToLowerInvariant()} {verification.Verdict}";

    [Fact]
    public async Task A_message_as_its_domain_sends_it_is_authenticated_by_SPF_and_DKIM()
    {
        MessageVerification verification = await Usual.VerifyAsync();

        Assert.Equal("spf=pass dkim=pass dmarc=pass reject none Authenticated", Words(verification));
        Assert.Equal(
            [(AuthenticationMechanism.Spf, "example.org."), (AuthenticationMechanism.Dkim, "example.org.")],
            verification.Identifiers.Select(identifier => (identifier.Mechanism, identifier.Domain.ToString())));
        Assert.Equal(SecurityStatus.Secure, verification.Dmarc.Evaluation.Governing!.Security);
    }

    [Fact]
    public async Task One_of_both_is_enough_Rfc9989_5_3_5()
    {
        MessageVerification changed = await (Usual with { Way = text => text + "footer\r\n" }).VerifyAsync();
        MessageVerification forwarded = await (Usual with { Client = "198.51.100.7" }).VerifyAsync();

        Assert.Equal("spf=pass dkim=fail dmarc=pass reject none Authenticated", Words(changed));
        Assert.Equal("spf=fail dkim=pass dmarc=pass reject none Authenticated", Words(forwarded));
    }

    [Fact]
    public async Task Mail_that_another_sends_fails_and_what_passes_for_another_does_not_help()
    {
        MessageVerification forged = await (Unsigned with
        {
            MailFrom = "x@evil.example",
            Others = "evil.example. TXT \"v=spf1 +all\"",
        }).VerifyAsync();

        Assert.Equal("spf=pass dkim=none dmarc=fail reject reject NotAuthenticated", Words(forged));
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; t=y", "reject quarantine")]
    [InlineData("v=DMARC1; p=none", "none none")]
    [InlineData("v=DMARC1; p=quarantine", "quarantine quarantine")]
    public async Task The_policy_that_applies_is_told_apart_from_what_is_to_be_done_Rfc9989_4_7(string record, string policies)
    {
        MessageVerification verification = await (Unsigned with { Client = "198.51.100.7", Dmarc = $"_dmarc.example.org. TXT \"{record}\"" }).VerifyAsync();

        Assert.Equal($"spf=fail dkim=none dmarc=fail {policies} NotAuthenticated", Words(verification));
    }

    [Fact]
    public async Task A_null_reverse_path_stands_for_the_HELO_name_Rfc7208_2_4()
    {
        MailScenario bounce = Unsigned with { MailFrom = "", Others = "mx.example.org. TXT \"v=spf1 ip4:192.0.2.1 -all\"" };

        Assert.Equal("spf=pass dkim=none dmarc=pass reject none Authenticated", Words(await bounce.VerifyAsync()));
        Assert.Equal("spf=none dkim=none dmarc=fail reject reject NotAuthenticated", Words(await (bounce with { Helo = "" }).VerifyAsync()));
    }

    [Fact]
    public async Task The_HELO_name_counts_for_nothing_where_there_is_a_reverse_path_Rfc9989_4_3()
    {
        MailScenario scenario = Unsigned with { MailFrom = "x@evil.example", Others = "mx.example.org. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nevil.example. TXT \"v=spf1 +all\"" };
        var session = new SpfRequest { Client = IPAddress.Parse("192.0.2.1"), Helo = "mx.example.org", MailFrom = "x@evil.example", Identity = SpfIdentity.Helo };

        MessageVerification verification = await MessageVerifier.VerifyAsync(
            scenario.Resolver(), scenario.Message(), new MessageVerifierOptions(TestMail.Now) { Session = session }, CancellationToken.None);

        Assert.Equal("spf=pass dkim=none dmarc=fail reject reject NotAuthenticated", Words(verification));
    }

    [Fact]
    public async Task Without_session_SPF_is_not_evaluated_and_nothing_fails_that_it_could_have_authenticated()
    {
        MessageVerification signed = await (Usual with { MailFrom = null }).VerifyAsync();
        MessageVerification unsigned = await (Unsigned with { MailFrom = null }).VerifyAsync();

        Assert.Equal("spf=- dkim=pass dmarc=pass reject none Authenticated", Words(signed));
        Assert.Equal("spf=- dkim=none dmarc=temperror reject none Undetermined", Words(unsigned));
        Assert.Contains("SPF was not evaluated", unsigned.Dmarc.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_dmarc.example.org.", "servfail", "spf=fail dkim=pass dmarc=temperror - none Undetermined")]
    [InlineData("_dmarc.example.org.", "bogus", "spf=fail dkim=pass dmarc=temperror - none Undetermined")]
    [InlineData("ed._domainkey.example.org.", "timeout", "spf=fail dkim=temperror dmarc=temperror reject none Undetermined")]
    [InlineData("example.org.", "servfail", "spf=temperror dkim=pass dmarc=pass reject none Authenticated")]
    public async Task What_could_not_be_looked_up_has_not_failed_Rfc9989_5_3_6(string name, string fault, string expected)
    {
        MailScenario scenario = Usual with { Client = "198.51.100.7", Faults = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = fault } };

        Assert.Equal(expected, Words(await scenario.VerifyAsync()));
    }

    [Theory]
    [InlineData("From: joe@example.org\r\n", "spf=pass dkim=none dmarc=none - none Authenticated")]
    [InlineData("From: joe@child.example.org\r\n", "spf=pass dkim=none dmarc=none - none Authenticated")]
    [InlineData("From: joe@example.net\r\n", "spf=pass dkim=none dmarc=none - none NotAuthenticated")]
    [InlineData("From: joe@org\r\n", "spf=pass dkim=none dmarc=none - none NotAuthenticated")]
    [InlineData("From: joe@example.org, ann@example.net\r\n", "spf=pass dkim=none dmarc=none - none NotAuthenticated")]
    public async Task Without_policy_a_domain_answers_for_itself_and_for_what_is_below_it(string from, string expected) =>
        Assert.Equal(expected, Words(await (Unsigned with { Dmarc = "", Text = from + "\r\n" }).VerifyAsync()));

    [Theory]
    [InlineData("Subject: x\r\n\r\n", "there is no From field")]
    [InlineData("From: undisclosed:;\r\n\r\n", "no address in the From field has a domain name")]
    [InlineData("From: joe@[192.0.2.1]\r\n\r\n", "no address in the From field has a domain name")]
    [InlineData("From: joe\r\n\r\n", "the From field cannot be read")]
    [InlineData("From: \u00ff@example.org\r\n\r\n", "the From field cannot be read")]
    [InlineData("", "there is no From field")]
    public async Task A_message_that_does_not_say_whom_it_is_from_is_not_authenticated(string text, string reason)
    {
        MessageVerification verification = await (Unsigned with { Text = text }).VerifyAsync();

        Assert.Equal("spf=pass dkim=none dmarc=none - none NotAuthenticated", Words(verification));
        Assert.StartsWith(reason, verification.Dmarc.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("From: joe@example.org, joe@[192.0.2.1]\r\n\r\n", "dmarc=none reject none NotAuthenticated")]
    [InlineData("From: joe@example.org, ann@evil.example\r\n\r\n", "dmarc=none reject none NotAuthenticated")]
    [InlineData("From: Us: joe@example.org, ann@example.org;\r\n\r\n", "dmarc=pass reject none Authenticated")]
    [InlineData("From: a@example.org, a@b.test, a@c.test, a@d.test, a@e.test\r\n\r\n", "dmarc=permerror reject none NotAuthenticated")]
    public async Task Every_author_must_be_authenticated_Rfc9989_11_5(string text, string expected) =>
        Assert.Equal("spf=pass dkim=none " + expected, Words(await (Unsigned with { Text = text }).VerifyAsync()));

    [Theory]
    [InlineData("X: y\nFrom: boss@example.org\n\nPay here\r\n")]
    [InlineData("X: y\rFrom: boss@example.org\r\n")]
    [InlineData("X: y\0\r\n")]
    [InlineData(" From: boss@example.org\r\n")]
    [InlineData("From boss@example.org\r\n")]
    public async Task A_header_that_programs_read_differently_authenticates_nobody_Rfc5322_2_2(string before)
    {
        MessageVerification verification = await (Usual with { Way = text => before + text }).VerifyAsync();
        MessageVerification withoutSession = await (Usual with { MailFrom = null, Way = text => before + text }).VerifyAsync();
        MessageVerification withoutPolicy = await (Usual with { Dmarc = "", Way = text => before + text }).VerifyAsync();

        Assert.Equal("spf=pass dkim=permerror dmarc=fail reject reject NotAuthenticated", Words(verification));
        Assert.Equal("spf=- dkim=permerror dmarc=fail reject reject NotAuthenticated", Words(withoutSession));
        Assert.Equal("spf=pass dkim=permerror dmarc=none - none NotAuthenticated", Words(withoutPolicy));
        Assert.Contains("differently", verification.Dmarc.Reason, StringComparison.Ordinal);
        Assert.Contains("differently", withoutPolicy.Dmarc.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_programs_read_differently_authenticates_nobody_whatever_is_not_known_of_the_policy()
    {
        MailScenario scenario = Usual with { Way = text => "X: y\rz\r\n" + text, Faults = new Dictionary<string, string>(StringComparer.Ordinal) { ["_dmarc.example.org."] = "servfail" } };

        Assert.Equal("spf=pass dkim=permerror dmarc=temperror - none NotAuthenticated", Words(await scenario.VerifyAsync()));
    }

    [Fact]
    public async Task One_author_who_is_not_authenticated_decides_whatever_is_not_known_of_others()
    {
        MailScenario scenario = Usual with
        {
            Dmarc = "",
            Client = "198.51.100.7",
            Text = "From: joe@example.org, ann@example.net\r\n\r\n",
            Faults = new Dictionary<string, string>(StringComparer.Ordinal) { ["ed._domainkey.example.org."] = "servfail" },
        };

        Assert.Equal("spf=fail dkim=temperror dmarc=none - none NotAuthenticated", Words(await scenario.VerifyAsync()));
    }

    [Fact]
    public async Task A_signature_does_not_speak_for_a_From_field_that_was_added_Rfc6376_8_15()
    {
        // h= has From once, as of a signer that does not sign it once more than it stands.
        const string Tags = "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=ed; h=From; bh=;";
        MailScenario scenario = Unsigned with
        {
            Client = "198.51.100.7",
            Text = TestMail.SignByHand("From: joe@example.org\r\n\r\nHi.\r\n", TestMail.Ed25519, Tags),
        };

        MessageVerification once = await scenario.VerifyAsync();
        MessageVerification added = await (scenario with { Way = text => "From: Boss <boss@example.org>\r\n" + text }).VerifyAsync();

        Assert.Equal("spf=fail dkim=pass dmarc=pass reject none Authenticated", Words(once));
        Assert.Equal("spf=fail dkim=pass dmarc=fail reject reject NotAuthenticated", Words(added));
    }

    [Fact]
    public async Task A_chain_of_ARC_is_told_and_authenticates_nobody_Rfc8617_7_2()
    {
        string original = TestMail.Usual.Replace("joe@example.org", "joe@bank.test", StringComparison.Ordinal);
        MailScenario scenario = Unsigned with
        {
            Text = await ArcMail.AddSetAsync(original, key: TestMail.Ed25519),
            Others = "_dmarc.bank.test. TXT \"v=DMARC1; p=reject\"",
        };
        ZoneResolver resolver = scenario.Resolver();

        MessageVerification verification = await scenario.VerifyAsync(resolver);

        Assert.IsType<ArcOutcome.Pass>(verification.Arc.Outcome);
        Assert.Equal("spf=pass dkim=none dmarc=fail reject reject NotAuthenticated", Words(verification));
        Assert.Single(resolver.Asked, question => question.Name.ToString() == "ed._domainkey.example.org.");
        Assert.Equal("192.0.2.1", MessageResults.Of(verification, "mx").Results[^1].Find("smtp", "remote-ip"));
    }

    [Fact]
    public async Task A_chain_that_is_broken_takes_nothing_from_a_message_that_passes()
    {
        MessageVerification verification = await (Usual with { Way = text => "ARC-Seal: i=1; cv=none\r\n" + text }).VerifyAsync();

        Assert.Equal("fail", verification.Arc.Word);
        Assert.Equal("spf=pass dkim=pass dmarc=pass reject none Authenticated", Words(verification));
    }

    [Fact]
    public async Task An_internationalized_author_is_compared_by_A_labels_Rfc6532()
    {
        MailScenario scenario = Unsigned with
        {
            Text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("From: J\u00f6 <j\u00f6@b\u00fccher.example>\r\n\r\n")),
            MailFrom = "x@xn--bcher-kva.example",
            Others = "xn--bcher-kva.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.xn--bcher-kva.example. TXT \"v=DMARC1; p=quarantine\"",
        };

        Assert.Equal("spf=pass dkim=none dmarc=pass quarantine none Authenticated", Words(await scenario.VerifyAsync()));
    }

    [Fact]
    public async Task A_domain_that_is_testing_DKIM_is_authenticated_by_what_passes_all_the_same_Rfc6376_3_6_1()
    {
        MailScenario scenario = Usual with { Client = "198.51.100.7", Key = Usual.Key.Replace("; k=", "; t=y; k=", StringComparison.Ordinal) };

        MessageVerification verification = await scenario.VerifyAsync();

        Assert.True(verification.Dkim.Signatures.Single().KeyRecord!.Flags.HasFlag(DkimKeyFlags.Testing));
        Assert.Equal("spf=fail dkim=pass dmarc=pass reject none Authenticated", Words(verification));
    }

    [Fact]
    public async Task Each_question_is_asked_once()
    {
        ZoneResolver resolver = Usual.Resolver();

        await Usual.VerifyAsync(resolver);

        Assert.Equal(
            ["_dmarc.example.org.", "ed._domainkey.example.org.", "example.org."],
            resolver.Asked.Select(question => question.Name.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SPF_that_takes_too_long_is_temperror_and_the_rest_goes_on_Rfc7208_4_6_4()
    {
        using var limit = new CancellationTokenSource();
        await limit.CancelAsync();
        MessageVerification verification = await MessageVerifier.VerifyAsync(
            new SilentFor("example.org.", Usual.Resolver()),
            Usual.Message(),
            new MessageVerifierOptions(TestMail.Now)
            {
                Session = new SpfRequest { Client = IPAddress.Loopback, Helo = "x", MailFrom = "joe@example.org" },
                SpfTimeLimit = limit.Token,
            },
            CancellationToken.None);

        Assert.Equal("spf=temperror dkim=pass dmarc=pass reject none Authenticated", Words(verification));
    }

    [Fact]
    public async Task Who_ends_the_wait_gets_an_exception_and_nothing_goes_on()
    {
        using var end = new CancellationTokenSource();
        Task<MessageVerification> waiting = MessageVerifier.VerifyAsync(
            new ZoneResolver("") { Silent = true }, Usual.Message(), new MessageVerifierOptions(TestMail.Now), end.Token);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Receivers_with_a_suffix_list_are_shown_where_they_differ_Rfc7489()
    {
        Assert.True(PublicSuffixList.TryRead("org\nexample.org\n", out PublicSuffixList? list, out _));
        MailScenario scenario = Usual with { Client = "198.51.100.7", Text = TestMail.Usual.Replace("joe@", "joe@a.", StringComparison.Ordinal) };

        MessageVerification verification = await (scenario with { SuffixList = list }).VerifyAsync();

        Assert.Equal("spf=fail dkim=pass dmarc=pass reject none Authenticated", Words(verification));
        Assert.Equal((DmarcResult.None, false), (verification.Dmarc.SuffixListResult, verification.Dmarc.SuffixList!.Discovery.AgreesWith(verification.Dmarc.Evaluation.Governing!.Discovery)));
        Assert.Null((await scenario.VerifyAsync()).Dmarc.SuffixListResult);
    }

    [Theory]
    [InlineData("org", "v=DMARC1; p=reject", DmarcResult.Pass)]
    [InlineData("org", "v=DMARC1; p=reject; adkim=s", DmarcResult.Fail)]
    public async Task A_suffix_list_decides_alignment_as_RFC_7489_has_it(string rules, string record, DmarcResult expected)
    {
        Assert.True(PublicSuffixList.TryRead(rules, out PublicSuffixList? list, out _));
        MailScenario scenario = Usual with
        {
            Client = "198.51.100.7",
            Text = TestMail.Usual.Replace("joe@", "joe@a.", StringComparison.Ordinal),
            Dmarc = $"_dmarc.example.org. TXT \"{record}\"",
            SuffixList = list,
        };

        Assert.Equal(expected, (await scenario.VerifyAsync()).Dmarc.SuffixListResult);
    }

    [Fact]
    public async Task Insecure_answers_are_told_for_what_they_decide()
    {
        MessageVerification verification = await (Usual with { Insecure = ["_dmarc.example.org."] }).VerifyAsync();

        Assert.Equal(SecurityStatus.Insecure, verification.Dmarc.Evaluation.Governing!.Security);
        Assert.Equal(SecurityStatus.Secure, Assert.IsType<SpfVerification.Evaluated>(verification.Spf).Evaluation.Security);
        Assert.Equal(SecurityStatus.Secure, verification.Dkim.Signatures.Single().Lookup!.Security);
    }

    [Theory]
    // As many as a header section of 1 MiB has room for.
    [InlineData(9_000, "d=N.t;s=s;", 16)]
    [InlineData(10_000, "", 0)]
    public async Task Thousands_of_signatures_cost_sixteen_look_ups(int count, string tags, int lookups)
    {
        string hash = Convert.ToBase64String(new byte[32]);
        string fields = string.Concat(Enumerable.Range(0, count).Select(i =>
            $"DKIM-Signature:v=1;a=ed25519-sha256;{tags.Replace("N", $"{i}", StringComparison.Ordinal)}h=From;bh={hash};b=AA==\r\n"));
        MailScenario scenario = Unsigned with { Text = fields + TestMail.Usual };
        ZoneResolver resolver = scenario.Resolver();

        MessageVerification verification = await scenario.VerifyAsync(resolver);

        Assert.Equal(count, verification.Dkim.Signatures.Count);
        Assert.Equal(lookups, resolver.Asked.Count(question => question.Name.ToString().Contains("_domainkey", StringComparison.Ordinal)));
        Assert.Equal(count - DkimLimits.MaxSignatures, verification.Dkim.Signatures.Count(report => report.Outcome.BrokenRule == DkimFault.TooManySignatures));
        Assert.Equal(DkimLimits.MaxSignatures + 3, MessageResults.Of(verification, "mx").Results.Count);
    }

    [Fact]
    public async Task Ten_thousand_authors_are_more_than_the_limit_and_cost_no_look_up()
    {
        string authors = string.Join(",\r\n ", Enumerable.Range(0, 10_000).Select(i => $"a@d{i}.example"));
        MailScenario scenario = Unsigned with { Text = $"From: {authors}\r\n\r\n", MailFrom = null };
        ZoneResolver resolver = scenario.Resolver();

        MessageVerification verification = await scenario.VerifyAsync(resolver);

        Assert.Empty(resolver.Asked);
        Assert.IsType<AuthorAddresses.Malformed>(verification.Authors);
        Assert.Equal("spf=- dkim=none dmarc=none - none NotAuthenticated", Words(verification));
    }

    [Fact]
    public async Task A_body_of_50_MB_is_not_copied()
    {
        const int Length = 50_000_000;
        byte[] octets = new byte[Length];
        octets.AsSpan().Fill((byte)'x');
        for (int i = 77; i < Length; i += 78)
            "\r\n"u8.CopyTo(octets.AsSpan(i - 1));
        Encoding.ASCII.GetBytes(TestMail.Sign(TestMail.Usual, TestMail.Ed25519)).CopyTo(octets, 0);
        MailMessage message = TestMail.Read(octets);
        ZoneResolver resolver = Usual.Resolver();
        var options = new MessageVerifierOptions(TestMail.Now);
        await MessageVerifier.VerifyAsync(resolver, message, options, CancellationToken.None);

        int thread = Environment.CurrentManagedThreadId;
        long before = GC.GetAllocatedBytesForCurrentThread();
        MessageVerification verification = await MessageVerifier.VerifyAsync(resolver, message, options, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(DkimFault.BodyHashMismatch, verification.Dkim.Signatures.Single().Outcome.BrokenRule);
        // All answers are there at once, so nothing moves to another thread.
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.InRange(allocated, 1, 1_000_000);
    }

    /// <summary>Never answers one question.</summary>
    private sealed class SilentFor(string name, IResolver others) : IResolver
    {
        public async ValueTask<Answer> ResolveAsync(DomainName asked, RRType type, CancellationToken cancellationToken)
        {
            if (asked.ToString() == name)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return await others.ResolveAsync(asked, type, cancellationToken);
        }
    }
}
