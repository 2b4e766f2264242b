using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Arc;

/// <summary>Sections without another number are of RFC 8617.</summary>
public sealed class ArcVerifierTests
{
    // Three sets by hand; "edits" change fields before they are signed, so that nothing but the rule speaks against them.
    private const string Cases = "arc/signed.jsonl";

    public static TheoryData<string> Names() => CaseFile.Names(Cases);

    private static void Fails(ArcFault fault, int? instance, ArcVerification verification)
    {
        ArcOutcome.Fail fail = Assert.IsType<ArcOutcome.Fail>(verification.Outcome);
        Assert.Equal((fault, instance, "fail"), (fail.Fault, fail.Instance, verification.Word));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chain_whose_signatures_are_right_is_judged_by_the_rules(string name)
    {
        JsonElement expected = CaseFile.Case(Cases, name);
        string text = TestMail.Usual;
        for (int instance = 1; instance <= 3; instance++)
        {
            int set = instance;
            text = ArcMail.AddByHand(text, instance, (field, value) => Edit(expected, string.Create(CultureInfo.InvariantCulture, $"{field}-{set}"), value));
        }

        ArcVerification verification = await ArcMail.VerifyAsync(text);

        Assert.Equal(expected.Text("result"), verification.Word);
        if (expected.Text("fault") is { } fault)
            Fails(Enum.Parse<ArcFault>(fault), expected.TryGetProperty("instance", out JsonElement instance) ? instance.GetInt32() : null, verification);
        else
            Assert.Equal(expected.TryGetProperty("oldestPass", out JsonElement oldest) ? oldest.GetInt32() : 0, Assert.IsType<ArcOutcome.Pass>(verification.Outcome).OldestPass);
    }

    private static string Edit(JsonElement expected, string place, string value)
    {
        if (!expected.TryGetProperty("edits", out JsonElement edits) || !edits.TryGetProperty(place, out JsonElement edit))
            return value;
        Assert.Contains(edit[0].GetString()!, value, StringComparison.Ordinal);
        return value.Replace(edit[0].GetString()!, edit[1].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_without_ARC_fields_is_none_and_asks_nobody_5_2_step_1()
    {
        PublishedKeys keys = TestMail.Keys;

        ArcVerification verification = await ArcMail.VerifyAsync(TestMail.Usual, keys);

        Assert.IsType<ArcOutcome.None>(verification.Outcome);
        Assert.Equal(("none", 0, null), (verification.Word, verification.Sets.Count, verification.Security));
        Assert.Empty(keys.Asked);
    }

    [Fact]
    public async Task A_chain_that_passes_says_who_sealed_and_what_each_hop_found_4_1_1()
    {
        PublishedKeys keys = TestMail.Keys;
        ArcVerification verification = await ArcMail.VerifyAsync(await ArcMail.AddSetsAsync(TestMail.Usual, 2), keys);

        Assert.Equal([1, 2], verification.Sets.Select(set => set.Instance));
        Assert.Equal(SecurityStatus.Secure, verification.Security);
        Assert.Single(keys.Asked);
        Assert.All(verification.Sets, set =>
        {
            Assert.Equal(("pass", "pass"), (set.MessageSignature!.Outcome.Word, set.Seal!.Outcome.Word));
            Assert.Equal("example.org", set.Seal.ClaimedDomain);
            Assert.Equal("mx.example.org", set.AuthenticationResults!.Results!.AuthenticationServiceId);
        });
        Assert.Equal(["spf=pass", "arc=pass"], verification.Sets[1].AuthenticationResults!.Results!.Results.Select(result => $"{result.Method}={result.Result}"));
        Assert.Equal("0", verification.ToMethodResult().Find("header", "oldest-pass"));
    }

    [Fact]
    public async Task The_example_of_Appendix_B_is_read_and_its_body_is_the_one_that_was_signed()
    {
        byte[] file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "testdata", "arc", "rfc8617-b.eml"), TestContext.Current.CancellationToken);
        MailMessage message = TestMail.Read(LineEnds.ToWire(file).ToArray());
        // The RFC has no keys; with others the signatures are wrong, and the body is compared before them.
        string[] names = ["clochette._domainkey.clochette.example.org", "20120806._domainkey.gmail.example", "dk-lists._domainkey.lists.example.org"];
        PublishedKeys keys = PublishedKeys.Of(names.Select(name => $"{name} {TestMail.Rsa.ToRecordText()}"));

        ArcVerification verification = await ArcVerifier.VerifyAsync(keys, message, new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);

        Fails(ArcFault.MessageSignature, 3, verification);
        Assert.All(verification.Sets, set => Assert.Equal(DkimFault.SignatureMismatch, set.MessageSignature!.Outcome.BrokenRule));
        Assert.Equal(["lists.example.org", "gmail.example", "clochette.example.org"], verification.Sets.Select(set => set.AuthenticationResults!.Results!.AuthenticationServiceId));
        Assert.Equal(["spf=pass dkim=pass dmarc=pass", "spf=fail dkim=fail dmarc=fail arc=pass", "spf=fail dkim=fail dmarc=fail arc=pass"],
            verification.Sets.Select(set => string.Join(' ', set.AuthenticationResults!.Results!.Results.Select(result => $"{result.Method}={result.Result}"))));
        Assert.Equal(names.Order(), keys.Asked.Select(name => name.ToDisplayString()).Order());
    }

    [Fact]
    public async Task The_order_of_the_fields_means_nothing_4_2()
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, 3);
        string head = text[..^TestMail.Usual.Length];
        IEnumerable<string> fields = TestMail.Read(text).Fields.Take(9).Select(field => Encoding.Latin1.GetString(field.Raw.Span)).Reverse();

        Assert.Equal("pass", (await ArcMail.VerifyAsync(string.Concat(fields) + TestMail.Usual)).Word);
        Assert.Equal(head.Length, fields.Sum(field => field.Length));
    }

    [Theory]
    [InlineData(ArcFieldName.AuthenticationResults)]
    [InlineData(ArcFieldName.MessageSignature)]
    [InlineData(ArcFieldName.Seal)]
    public async Task A_set_has_each_field_once_5_2_step_3_A(string name)
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, 3);
        for (int instance = 1; instance <= 3; instance++)
        {
            PublishedKeys keys = TestMail.Keys;
            string field = ArcMail.Field(text, name, instance);

            Fails(ArcFault.IncompleteSet, instance, await ArcMail.VerifyAsync(ArcMail.Without(text, field), keys));
            Fails(ArcFault.DuplicateField, instance, await ArcMail.VerifyAsync(field + text, keys));
            Assert.Empty(keys.Asked);
        }
    }

    [Fact]
    public async Task One_ARC_field_alone_is_a_broken_chain_and_not_the_absence_of_one()
    {
        Fails(ArcFault.IncompleteSet, 1, await ArcMail.VerifyAsync("ARC-Seal: i=1; cv=none\r\n" + TestMail.Usual));
        Fails(ArcFault.InstanceMalformed, null, await ArcMail.VerifyAsync("ARC-Seal: nonsense\r\n" + TestMail.Usual));
        Fails(ArcFault.InstanceMalformed, null, await ArcMail.VerifyAsync("ARC-Authentication-Results: mx.example.org; none\r\n" + TestMail.Usual));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public async Task A_chain_with_a_set_stripped_fails_5_2_step_3_B(int stripped, int missing)
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, 3);

        Fails(ArcFault.MissingSet, missing, await ArcMail.VerifyAsync(ArcMail.WithoutSet(text, stripped)));
    }

    [Fact]
    public async Task A_chain_without_its_newest_set_fails_where_that_hop_changed_the_message_5_2_step_4()
    {
        string first = await ArcMail.AddSetsAsync(TestMail.Usual, 2);
        string text = await ArcMail.AddSetAsync(first, first + "-- \r\nThe list\r\n");

        Assert.Equal(3, Assert.IsType<ArcOutcome.Pass>((await ArcMail.VerifyAsync(text)).Outcome).OldestPass);
        Fails(ArcFault.MessageSignature, 2, await ArcMail.VerifyAsync(ArcMail.WithoutSet(text, 3)));
    }

    [Fact]
    public async Task A_set_of_another_chain_does_not_fit_5_2_step_6()
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, 2);
        string other = await ArcMail.AddSetAsync(TestMail.Usual, options: new ArcSealerOptions(TestMail.Domain, TestMail.Now.AddSeconds(-1)));
        string mixed = text;
        foreach (string name in (string[])[ArcFieldName.AuthenticationResults, ArcFieldName.MessageSignature, ArcFieldName.Seal])
            mixed = mixed.Replace(ArcMail.Field(text, name, 1), ArcMail.Field(other, name, 1), StringComparison.Ordinal);

        ArcVerification verification = await ArcMail.VerifyAsync(mixed);
        Fails(ArcFault.Seal, 2, verification);
        Assert.Equal(["pass", "fail"], verification.Sets.Select(set => set.Seal!.Outcome.Word));
    }

    [Fact]
    public async Task A_changed_result_breaks_every_seal_that_covers_it_5_1_1()
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, 3);
        string results = ArcMail.Field(text, ArcFieldName.AuthenticationResults, 2);

        ArcVerification verification = await ArcMail.VerifyAsync(text.Replace(results, results.Replace("spf=pass", "spf=fail", StringComparison.Ordinal), StringComparison.Ordinal));
        Fails(ArcFault.Seal, 3, verification);
        Assert.Equal(["pass", "fail", "fail"], verification.Sets.Select(set => set.Seal!.Outcome.Word));
        Assert.All(verification.Sets, set => Assert.Equal("pass", set.MessageSignature!.Outcome.Word));
    }

    [Fact]
    public async Task Ed25519_signs_and_seals_too_Rfc8463()
    {
        string text = await ArcMail.AddSetAsync(await ArcMail.AddSetAsync(TestMail.Usual), key: TestMail.Ed25519);

        ArcVerification verification = await ArcMail.VerifyAsync(text);
        Assert.Equal("pass", verification.Word);
        Assert.Equal([DkimAlgorithm.RsaSha256, DkimAlgorithm.Ed25519Sha256], verification.Sets.Select(set => set.Seal!.Seal!.Algorithm));
    }

    private static Answer.Failed Failed(Question question) =>
        new(question, [], question.Name, new LookupFailure(LookupFailureKind.Timeout, question, "no answer"), ValidationTrace.Empty);

    private static Answer.Bogus Bogus(Question question) =>
        new(question, [], question.Name, ResponseCode.NoError, [], new ExtendedDnsError(ExtendedDnsErrorCode.SignatureExpired, "expired"), ValidationTrace.Empty);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_cannot_be_looked_up_is_told_from_a_broken_chain_5_2_1(bool bogus)
    {
        string text = await ArcMail.AddSetAsync(await ArcMail.AddSetAsync(TestMail.Usual), key: TestMail.Ed25519);
        PublishedKeys keys = TestMail.Keys.Fail("rsa._domainkey.example.org", bogus ? Bogus : Failed);

        ArcVerification verification = await ArcMail.VerifyAsync(text, keys);

        ArcOutcome.TempError error = Assert.IsType<ArcOutcome.TempError>(verification.Outcome);
        Assert.Equal((1, "fail"), (error.Instance, verification.Word));
        Assert.Equal(["temperror", "pass"], verification.Sets.Select(set => set.Seal!.Outcome.Word));
        Assert.NotEqual(SecurityStatus.Secure, verification.Security);
        // What is wrong for good stays so, whatever a key would say.
        Fails(ArcFault.MessageSignature, 2, await ArcMail.VerifyAsync(text + "more\r\n", keys));
    }

    [Fact]
    public async Task A_key_that_only_an_older_message_signature_needs_decides_nothing_but_the_oldest_pass_5_2_step_5()
    {
        static string Other(string field, string value) => field == "ams" ? value.Replace("s=rsa", "s=other", StringComparison.Ordinal) : value;
        string text = ArcMail.AddByHand(ArcMail.AddByHand(TestMail.Usual, 1, Other), 2, (_, value) => value);
        PublishedKeys keys = TestMail.Keys.Add("other._domainkey.example.org", TestMail.Rsa.ToRecordText());

        Assert.Equal(0, Assert.IsType<ArcOutcome.Pass>((await ArcMail.VerifyAsync(text, keys)).Outcome).OldestPass);
        Assert.Equal(2, Assert.IsType<ArcOutcome.Pass>((await ArcMail.VerifyAsync(text, keys.Fail("other._domainkey.example.org", Failed))).Outcome).OldestPass);
    }

    [Fact]
    public async Task The_weakest_status_of_the_keys_that_decide_is_told()
    {
        string text = await ArcMail.AddSetAsync(TestMail.Usual);
        var keys = new PublishedKeys { Security = SecurityStatus.Insecure };
        keys.Add("rsa._domainkey.example.org", TestMail.Rsa.ToRecordText());

        Assert.Equal(SecurityStatus.Insecure, (await ArcMail.VerifyAsync(text, keys)).Security);
    }

    [Theory]
    [InlineData("v=DKIM1; s=other; p=", DkimFault.KeyNotForMail)]
    [InlineData("v=DKIM1; h=sha1; p=", DkimFault.KeyAlgorithmMismatch)]
    [InlineData("v=DKIM1; k=ed25519; p=", DkimFault.KeyAlgorithmMismatch)]
    public async Task Rules_of_key_records_hold_for_seals_and_signatures_Rfc6376_3_6_1(string record, DkimFault fault)
    {
        string text = await ArcMail.AddSetAsync(TestMail.Usual);
        PublishedKeys keys = PublishedKeys.Of("rsa._domainkey.example.org " + record + TestMail.Rsa.ToRecordText().Split("p=")[1]);

        ArcVerification verification = await ArcMail.VerifyAsync(text, keys);
        Fails(ArcFault.MessageSignature, 1, verification);
        Assert.Equal((fault, fault), (verification.Sets[0].MessageSignature!.Outcome.BrokenRule, verification.Sets[0].Seal!.Outcome.BrokenRule));
    }

    [Fact]
    public async Task A_line_that_is_no_field_breaks_the_chain_as_it_breaks_signatures()
    {
        string text = await ArcMail.AddSetAsync(TestMail.Usual);

        Fails(ArcFault.MessageSignature, 1, await ArcMail.VerifyAsync("nonsense\r\n" + text));
    }

    [Fact]
    public async Task Fifty_sets_pass_and_one_more_fails_without_a_question_5_2_step_1()
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, ArcLimits.MaxSets);
        PublishedKeys keys = TestMail.Keys;

        Assert.Equal(50, (await ArcMail.VerifyAsync(text)).Sets.Count);
        Assert.Equal("pass", (await ArcMail.VerifyAsync(text)).Word);
        Assert.Equal("fail", (await ArcMail.VerifyAsync(ArcMail.AddByHand(text, 51, (_, value) => value), keys)).Word);
        Assert.Empty(keys.Asked);
    }

    [Fact]
    public async Task Look_ups_are_bounded_and_those_that_decide_come_first()
    {
        string text = TestMail.Usual;
        PublishedKeys keys = TestMail.Keys;
        for (int instance = 1; instance <= ArcLimits.MaxSets; instance++)
        {
            int set = instance;
            text = ArcMail.AddByHand(text, instance, (field, value) => value.Replace("s=rsa", string.Create(CultureInfo.InvariantCulture, $"s={field}{set}"), StringComparison.Ordinal));
            keys.Add($"ams{set}._domainkey.example.org", TestMail.Rsa.ToRecordText()).Add($"seal{set}._domainkey.example.org", TestMail.Rsa.ToRecordText());
        }

        ArcVerification verification = await ArcMail.VerifyAsync(text, keys);

        Assert.Equal(ArcLimits.MaxKeyLookups, keys.Asked.Count);
        // The newest signature, fifty seals, and thirteen signatures more.
        Assert.Equal(50 - 13, Assert.IsType<ArcOutcome.Pass>(verification.Outcome).OldestPass);
        Assert.Equal(DkimFault.NotReached, verification.Sets[0].MessageSignature!.Outcome.BrokenRule);
    }

    [Theory]
    [InlineData(2, true, "From")]
    [InlineData(1, false, "older")]
    public async Task A_chain_that_passes_says_what_its_signatures_leave_unsigned(int open, bool isNewest, string told)
    {
        string text = TestMail.Usual;
        for (int instance = 1; instance <= 2; instance++)
        {
            string body = instance == open ? $"l=0; h=From; bh={Convert.ToBase64String(SHA256.HashData([]))};" : "h=From:To; bh=;";
            string above = instance == 2 && isNewest ? "From: Boss <boss@example.com>\r\n" : string.Empty;
            text = above + ArcMail.AddByHand(text, instance, (field, value) => field == "ams" ? value.Replace("h=From:To:Subject; bh=;", body, StringComparison.Ordinal) : value);
        }

        ArcVerification verification = await ArcMail.VerifyAsync(text);
        IReadOnlyList<string> comments = verification.ToMethodResult().Comments;

        Assert.Equal("pass", verification.Word);
        Assert.Contains(comments, comment => comment.Contains(told, StringComparison.Ordinal));
        Assert.Equal(isNewest, comments.Any(comment => comment.Contains("of the body", StringComparison.Ordinal)));
        Assert.Empty((await ArcMail.VerifyAsync(ArcMail.AddByHand(TestMail.Usual, 1, (_, value) => value))).ToMethodResult().Comments);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "ten thousand seals", Repeat("ARC-Seal: i=1; cv=none\r\n", 10_000) },
        { "ten thousand fields without instance", Repeat("ARC-Authentication-Results: x\r\n", 10_000) },
        { "one giant seal", "ARC-Seal: i=1; cv=none; b=" + new string('A', 1_000_000) + "\r\n" },
        { "a seal of a million semicolons", "ARC-Seal: i=1;" + new string(';', 1_000_000) + "\r\n" },
        { "results of a million parentheses", "ARC-Authentication-Results: i=1; " + new string('(', 1_000_000) + "\r\n" },
        { "an instance behind a million parentheses", "ARC-Authentication-Results: " + new string('(', 1_000_000) + "\r\n" },
        { "an instance of a million digits", "ARC-Seal: i=" + new string('1', 1_000_000) + "\r\n" },
        { "a signature of a hundred thousand names", "ARC-Message-Signature: i=1; a=rsa-sha256; bh=; b=AA==; d=example.org; s=rsa; h=" + Repeat("From:", 100_000) + "From\r\n" },
    };

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_fields_fail_in_bounded_time_and_memory_and_ask_nobody(string name, string fields)
    {
        Assert.NotEmpty(name);
        PublishedKeys keys = TestMail.Keys;
        byte[] octets = TestMail.Octets(fields + TestMail.Usual);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long began = Stopwatch.GetTimestamp();

        ArcVerification verification = await ArcVerifier.VerifyAsync(keys, TestMail.Read(octets), new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40L * octets.Length);
        Assert.IsType<ArcOutcome.Fail>(verification.Outcome);
        Assert.Empty(keys.Asked);
    }

    [Theory]
    [InlineData("ams")]
    [InlineData("seal")]
    public async Task Several_keys_under_a_name_do_not_make_the_work_of_hashing_again(string place)
    {
        const int Size = 400_000;
        string padding = " zz=" + Repeat("a ", Size / 2) + "a;";
        byte[] octets = TestMail.Octets(ArcMail.AddByHand(TestMail.Usual, 1, (field, value) => field == place ? value.Replace("i=1;", "i=1;" + padding, StringComparison.Ordinal) : value));
        string[] wrong = [.. Enumerable.Range(0, DkimLimits.MaxKeyRecords).Select(_ => DkimPrivateKey.GenerateRsa(1024).ToRecordText())];

        // Signed over the padding, and verified with keys that do not fit.
        long one = await AllocatedAsync(wrong[..1]);
        long all = await AllocatedAsync(wrong);

        // Canonicalizing the padding takes more than this for each of three more keys.
        Assert.InRange(all - one, -Size, Size);

        async Task<long> AllocatedAsync(string[] records)
        {
            PublishedKeys keys = PublishedKeys.Of(records.Select(record => "rsa._domainkey.example.org " + record));
            MailMessage message = TestMail.Read(octets);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ArcVerification verification = await ArcVerifier.VerifyAsync(keys, message, new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal((DkimFault.SignatureMismatch, DkimFault.SignatureMismatch), (verification.Sets[0].MessageSignature!.Outcome.BrokenRule, verification.Sets[0].Seal!.Outcome.BrokenRule));
            return allocated;
        }
    }

    [Fact]
    public async Task Fifty_giant_sets_are_verified_in_bounded_time()
    {
        // As large as a header section may be; every seal covers what is below it.
        string text = TestMail.Usual;
        for (int instance = 1; instance <= ArcLimits.MaxSets; instance++)
            text = ArcMail.AddByHand(text, instance, (field, value) => field == "aar" ? value.Replace("spf=pass", $"spf=pass ({new string('x', 19_000)})", StringComparison.Ordinal) : value);
        byte[] octets = TestMail.Octets(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long began = Stopwatch.GetTimestamp();

        ArcVerification verification = await ArcVerifier.VerifyAsync(TestMail.Keys, TestMail.Read(octets), new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);

        Assert.Equal("pass", verification.Word);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40L * octets.Length);
    }
}
