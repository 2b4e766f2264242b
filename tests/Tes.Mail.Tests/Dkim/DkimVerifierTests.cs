using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Mail.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Dkim;

public sealed class DkimVerifierTests
{
    private const string Tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=rsa; h=From:To:Subject; bh=;";

    private static Task<DkimSignatureReport> ByHandAsync(string tags, PublishedKeys? keys = null, string text = TestMail.Usual) =>
        TestMail.VerifyOneAsync(TestMail.SignByHand(text, TestMail.Rsa, tags), keys);

    private static void Is(string word, DkimFault fault, DkimSignatureReport report) =>
        Assert.Equal((word, fault), (report.Outcome.Word, report.Outcome.BrokenRule));

    private static PublishedKeys RsaKey(string record) => PublishedKeys.Of($"rsa._domainkey.example.org {record}");

    private static string P => TestMail.Rsa.ToRecordText().Split("p=")[1];

    [Fact]
    public async Task A_message_without_signature_is_none_and_asks_nobody()
    {
        PublishedKeys keys = TestMail.Keys;

        DkimVerification verification = await TestMail.VerifyAsync(TestMail.Usual, keys);

        Assert.Equal("none", verification.Word);
        Assert.Empty(verification.Signatures);
        Assert.Empty(keys.Asked);
    }

    [Theory]
    [InlineData("simple/simple")]
    [InlineData("simple")]
    [InlineData("relaxed")]
    [InlineData("relaxed/simple")]
    [InlineData("simple/relaxed")]
    [InlineData("RELAXED/Relaxed")]
    public async Task Every_form_of_c_is_understood_Rfc6376_3_5(string forms)
    {
        string tags = Tags.Replace("c=relaxed/relaxed", $"c={forms}", StringComparison.Ordinal);
        // The oracle of SignByHand reads small letters.
        string signed = TestMail.SignByHand(TestMail.Usual, TestMail.Rsa, forms[0] == 'R' ? Tags : tags);

        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed)).Outcome.Word);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("\r\n", true)]
    [InlineData("\r\n\r\n\r\n", true)]
    [InlineData("text", true)]
    [InlineData("text\r\n", true)]
    [InlineData(" \t\r\n \r\n", true)]
    [InlineData(" \r\ntext", true)]
    [InlineData("a  b\t \tc \r\n\r\nd\r\n \r\n", true)]
    [InlineData("bare\rand\nbare \n\r\n", true)]
    [InlineData("", false)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n\r\n\r\n", false)]
    [InlineData("text", false)]
    [InlineData("text\r\n", false)]
    [InlineData(" \t\r\n \r\n", false)]
    [InlineData("a  b\t \tc \r\n\r\nd\r\n \r\n\r\n", false)]
    public async Task Bodies_are_canonicalized_to_the_end_Rfc6376_3_4_3_and_3_4_4(string body, bool relaxed)
    {
        string text = "From: a@example.org\r\n\r\n" + body;
        string tags = $"v=1; a=rsa-sha256; c=simple/{(relaxed ? "relaxed" : "simple")}; d=example.org; s=rsa; h=From; bh=;";

        Assert.Equal("pass", (await ByHandAsync(tags, text: text)).Outcome.Word);
        // A bare CR or LF is verified as it stands, and not signed.
        if (body.StartsWith("bare", StringComparison.Ordinal))
            return;
        Assert.Equal("pass", (await TestMail.VerifyOneAsync(TestMail.Sign(text, TestMail.Rsa, TestMail.Options with
        {
            BodyCanonicalization = relaxed ? DkimCanonicalization.Relaxed : DkimCanonicalization.Simple,
        }))).Outcome.Word);
    }

    // RFC 6376 §3.4.3 and §3.4.4 name these hashes of the empty body
    [Theory]
    [InlineData("simple", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=")]
    [InlineData("relaxed", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    public async Task The_empty_body_has_the_hash_of_Rfc6376(string form, string hash)
    {
        string tags = $"v=1; a=rsa-sha256; c=simple/{form}; d=example.org; s=rsa; h=From; bh={hash};";

        Assert.Equal("pass", (await ByHandAsync(tags, text: "From: a@example.org\r\n")).Outcome.Word);
    }

    [Theory]
    [InlineData("v=1; ", "", DkimFault.Syntax)]
    [InlineData("v=1", "v=2", DkimFault.IncompatibleVersion)]
    [InlineData("v=1", "v=1.0", DkimFault.IncompatibleVersion)]
    [InlineData("a=rsa-sha256; ", "", DkimFault.Syntax)]
    [InlineData("a=rsa-sha256", "a=rsa-sha512", DkimFault.UnknownAlgorithm)]
    [InlineData("a=rsa-sha256", "a=ed448-sha256", DkimFault.UnknownAlgorithm)]
    [InlineData("c=relaxed/relaxed", "c=nofws", DkimFault.UnknownCanonicalization)]
    [InlineData("c=relaxed/relaxed", "c=relaxed/", DkimFault.UnknownCanonicalization)]
    [InlineData("d=example.org; ", "", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=org", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example..org", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org.", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=", DkimFault.Syntax)]
    [InlineData("s=rsa; ", "", DkimFault.Syntax)]
    [InlineData("s=rsa", "s=.rsa", DkimFault.Syntax)]
    [InlineData("h=From:To:Subject; ", "", DkimFault.Syntax)]
    [InlineData("h=From:To:Subject", "h=From::Subject", DkimFault.Syntax)]
    [InlineData("h=From:To:Subject", "h=From:To Subject", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; d=example.org", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org;; y=z", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; 1=z", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; tag", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; q=http/get", DkimFault.UnknownQueryMethod)]
    [InlineData("d=example.org", "d=example.org; i=joe", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; l=-1", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; l=", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; t=now", DkimFault.Syntax)]
    [InlineData("d=example.org", "d=example.org; t=100; x=100", DkimFault.Syntax)]
    public async Task A_signature_with_a_syntax_error_is_neutral_and_asks_nobody_Rfc8601_2_7_1(string old, string changed, DkimFault fault)
    {
        PublishedKeys keys = TestMail.Keys;
        string signed = TestMail.SignByHand(TestMail.Usual, TestMail.Rsa, Tags).Replace(old, changed, StringComparison.Ordinal);

        Is("neutral", fault, await TestMail.VerifyOneAsync(signed, keys));
        Assert.Empty(keys.Asked);
    }

    [Theory]
    [InlineData("h=To:Subject;", DkimFault.FromNotSigned)]
    [InlineData("i=joe@example.net; h=From;", DkimFault.DomainMismatch)]
    [InlineData("i=@notexample.org; h=From;", DkimFault.DomainMismatch)]
    [InlineData("i=@org; h=From;", DkimFault.DomainMismatch)]
    public async Task From_must_be_signed_and_i_must_be_below_d_Rfc6376_6_1_1(string tags, DkimFault fault) =>
        Is("permerror", fault, await ByHandAsync($"v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=rsa; {tags} bh=;"));

    [Theory]
    [InlineData("i=joe@example.org")]
    [InlineData("i=joe=40home@sub.Example.ORG")]
    [InlineData("q=dns/txt")]
    [InlineData("q=http/get : dns/txt")]
    [InlineData("unknown=what; Z_9=")]
    [InlineData("z=From:joe|To:sue")]
    [InlineData("t=1764331200; x=99999999999999999999")]
    [InlineData("l=5")]
    public async Task Tags_that_are_well_formed_do_no_harm(string tags) =>
        Assert.Equal("pass", (await ByHandAsync(Tags.Replace("d=", tags + "; d=", StringComparison.Ordinal))).Outcome.Word);

    [Fact]
    public async Task A_signature_is_valid_until_x_and_not_after_Rfc6376_3_5()
    {
        string signed = TestMail.Sign(TestMail.Usual, TestMail.Rsa, TestMail.Options with { Lifetime = TimeSpan.FromDays(7) });

        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed, time: TestMail.Now.AddDays(7))).Outcome.Word);
        Is("policy", DkimFault.Expired, await TestMail.VerifyOneAsync(signed, time: TestMail.Now.AddDays(7).AddSeconds(1)));
    }

    [Fact]
    public async Task A_signature_of_the_future_counts_within_the_skew_of_clocks()
    {
        string signed = TestMail.Sign(TestMail.Usual, TestMail.Rsa);

        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed, time: TestMail.Now - DkimLimits.MaxClockSkew)).Outcome.Word);
        Is("policy", DkimFault.FromTheFuture, await TestMail.VerifyOneAsync(signed, time: TestMail.Now - DkimLimits.MaxClockSkew - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Sha1_never_passes_Rfc8301_3_1() =>
        Is("policy", DkimFault.Sha1, await TestMail.VerifyOneAsync(
            "DKIM-Signature: v=1; a=rsa-sha1; d=example.org; s=rsa; h=From; bh=2jmj7l5rSw0yVb/vlWAYkK/YBwk=; b=AAAA\r\n" + TestMail.Usual));

    [Fact]
    public async Task Fields_are_taken_from_the_bottom_up_Rfc6376_5_4_2()
    {
        const string Twice = "Subject: two\r\nSubject: one\r\n" + TestMail.Usual;
        string signed = TestMail.SignByHand(Twice, TestMail.Rsa, Tags);

        DkimSignatureReport report = await TestMail.VerifyOneAsync(signed);
        Assert.Equal("pass", report.Outcome.Word);
        Assert.Equal(["Subject"], report.PartlySignedFields);
        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed.Replace("Subject: two", "Subject: new", StringComparison.Ordinal))).Outcome.Word);
        Is("fail", DkimFault.SignatureMismatch, await TestMail.VerifyOneAsync(signed.Replace("ready?", "gone!?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_field_that_is_signed_once_too_often_cannot_be_added_Rfc6376_8_15()
    {
        string signed = TestMail.Sign(TestMail.Usual, TestMail.Rsa);

        foreach (string name in (string[])["From", "Subject", "Reply-To", "Content-Type"])
            Is("fail", DkimFault.SignatureMismatch, await TestMail.VerifyOneAsync($"{name}: evil\r\n{signed}"));
        Assert.Equal("pass", (await TestMail.VerifyOneAsync("Received: from a by b\r\n" + signed)).Outcome.Word);
    }

    [Fact]
    public async Task A_second_From_above_the_signed_one_passes_and_is_told_Rfc6376_8_15()
    {
        string signed = TestMail.SignByHand(TestMail.Usual, TestMail.Rsa, Tags);

        DkimSignatureReport report = await TestMail.VerifyOneAsync("From: Boss <boss@example.org>\r\n" + signed);

        Assert.Equal("pass", report.Outcome.Word);
        Assert.Equal(["From"], report.PartlySignedFields);
    }

    [Fact]
    public async Task Other_signatures_can_be_signed_and_never_the_own_Rfc6376_5_4()
    {
        string first = TestMail.Sign(TestMail.Usual, TestMail.Ed25519);
        string both = TestMail.SignByHand(first, TestMail.Rsa, Tags.Replace("h=From", "h=DKIM-Signature:DKIM-Signature:From", StringComparison.Ordinal));

        DkimVerification verification = await TestMail.VerifyAsync(both);

        Assert.Equal(["pass", "pass"], verification.Signatures.Select(report => report.Outcome.Word));
        Assert.Equal("fail", (await TestMail.VerifyAsync(both.Replace("s=ed;", "s=ed ;", StringComparison.Ordinal).Replace("t=17", "t=18", StringComparison.Ordinal))).Signatures[0].Outcome.Word);
    }

    [Fact]
    public async Task Text_behind_l_is_not_signed_and_counted_Rfc6376_8_2()
    {
        string signed = TestMail.SignByHand(TestMail.Usual, TestMail.Rsa, Tags.Replace("d=", "l=5; d=", StringComparison.Ordinal));

        DkimSignatureReport report = await TestMail.VerifyOneAsync(signed.TrimEnd() + "\r\nBuy now!\r\n");

        Assert.Equal("pass", report.Outcome.Word);
        Assert.True(report.UnsignedBodyOctets > 10);
        Is("fail", DkimFault.BodyTooShort, await TestMail.VerifyOneAsync(signed[..signed.IndexOf("Hi.", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=", DkimFault.KeyRevoked)]
    [InlineData("p=", DkimFault.KeyRevoked)]
    [InlineData("v=DKIM1; k=rsa", DkimFault.KeyMalformed)]
    [InlineData("v=DKIM2; k=rsa; p=$", DkimFault.KeyMalformed)]
    [InlineData("k=rsa; v=DKIM1; p=$", DkimFault.KeyMalformed)]
    [InlineData("v=DKIM1; p=$; p=$", DkimFault.KeyMalformed)]
    [InlineData("v=spf1 -all", DkimFault.KeyMalformed)]
    [InlineData("v=DKIM1; p=!!!!", DkimFault.KeyMalformed)]
    [InlineData("v=DKIM1; p=AAAA", DkimFault.KeyMalformed)]
    [InlineData("v=DKIM1; k=ed25519; p=$", DkimFault.KeyAlgorithmMismatch)]
    [InlineData("v=DKIM1; k=dsa; p=$", DkimFault.KeyTypeUnknown)]
    [InlineData("v=DKIM1; h=sha1; p=$", DkimFault.KeyAlgorithmMismatch)]
    [InlineData("v=DKIM1; s=tlsrpt; p=$", DkimFault.KeyNotForMail)]
    public async Task A_key_of_no_use_is_a_permanent_error_Rfc6376_6_1_2(string record, DkimFault fault) =>
        Is("permerror", fault, await ByHandAsync(Tags, RsaKey(record.Replace("$", P, StringComparison.Ordinal))));

    [Theory]
    [InlineData("p=$")]
    [InlineData("v=DKIM1;p=$;")]
    [InlineData("v = DKIM1 ; k = RSA ; p = $ ; ")]
    [InlineData("v=DKIM1; h=sha1:sha256; s=*; n=hello; t=z; g=*; p=$")]
    [InlineData("v=DKIM1; s=email : tlsrpt; p=$")]
    [InlineData("v=DKIM1; t=s; p=$")]
    public async Task A_key_record_that_is_well_formed_is_taken_Rfc6376_3_6_1(string record) =>
        Assert.Equal("pass", (await ByHandAsync(Tags, RsaKey(record.Replace("$", P, StringComparison.Ordinal)))).Outcome.Word);

    [Fact]
    public async Task White_space_in_base64_means_nothing_Rfc6376_3_2()
    {
        string signed = TestMail.Sign(TestMail.Usual, TestMail.Rsa);
        int at = signed.IndexOf(" b=", StringComparison.Ordinal) + 10;

        Assert.Equal("pass", (await TestMail.VerifyOneAsync(signed.Insert(at, " \r\n\t "), RsaKey("p=" + P.Insert(9, " ").Insert(20, "\t")))).Outcome.Word);
    }

    [Fact]
    public async Task A_bare_RSAPublicKey_is_a_key_too_Rfc6376_3_6_1()
    {
        using var rsa = System.Security.Cryptography.RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(P), out _);

        Assert.Equal("pass", (await ByHandAsync(Tags, RsaKey("p=" + Convert.ToBase64String(rsa.ExportRSAPublicKey())))).Outcome.Word);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1016)]
    public async Task A_short_RSA_key_does_not_count_Rfc8301_3_2(int bits)
    {
        using var rsa = System.Security.Cryptography.RSA.Create(bits);

        Is("policy", DkimFault.KeyTooShort, await ByHandAsync(Tags, RsaKey("p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()))));
    }

    [Fact]
    public async Task A_key_that_only_costs_time_is_not_used()
    {
        byte[] modulus = new byte[(DkimLimits.MaxRsaBits / 8) + 1];
        Array.Fill(modulus, (byte)0x7f);
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(modulus);
            writer.WriteInteger(65537);
        }

        Is("policy", DkimFault.KeyTooLong, await ByHandAsync(Tags, RsaKey("p=" + Convert.ToBase64String(writer.Encode()))));
    }

    [Theory]
    [InlineData("i=joe@sub.example.org; ", "t=s; ", "permerror")]
    [InlineData("i=joe@sub.example.org; ", "t=y; ", "pass")]
    [InlineData("i=joe@example.org; ", "t=y:s; ", "pass")]
    public async Task The_flag_s_asks_for_the_domain_itself_Rfc6376_3_6_1(string agent, string flags, string word)
    {
        DkimSignatureReport report = await ByHandAsync(Tags.Replace("d=", agent + "d=", StringComparison.Ordinal), RsaKey($"v=DKIM1; {flags}p={P}"));

        Assert.Equal(word, report.Outcome.Word);
        Assert.Equal(flags.Contains('y', StringComparison.Ordinal), report.KeyRecord!.Flags.HasFlag(DkimKeyFlags.Testing));
    }

    [Fact]
    public async Task Of_several_key_records_one_that_verifies_is_enough_Rfc6376_6_1_2()
    {
        string other = TestMail.Ed25519.ToRecordText();
        foreach (string[] records in new[] { ["v=DKIM1; p=", other, $"p={P}", "v=spf1 -all"], (string[])["v=spf1 -all", $"p={P}", other, "v=DKIM1; p="] })
        {
            DkimSignatureReport report = await ByHandAsync(Tags, PublishedKeys.Of(records.Select(record => "rsa._domainkey.example.org " + record)));

            Assert.Equal("pass", report.Outcome.Word);
            Assert.Equal(1024, report.Key!.Bits);
            Assert.Single(Assert.IsType<DkimKeyLookup.Published>(report.Lookup).Others);
        }
    }

    [Fact]
    public async Task Absent_failed_and_bogus_keys_are_three_different_things()
    {
        const string Name = "rsa._domainkey.example.org";
        Is("permerror", DkimFault.NoKey, await ByHandAsync(Tags, PublishedKeys.Of()));

        DkimSignatureReport failed = await ByHandAsync(Tags, PublishedKeys.Of().Fail(Name, question =>
            new Answer.Failed(question, [], question.Name, new LookupFailure(LookupFailureKind.Timeout, question, "no answer"), ValidationTrace.Empty)));
        Is("temperror", DkimFault.KeyLookupFailed, failed);
        Assert.IsType<DkimKeyLookup.Failed>(failed.Lookup);

        Is("temperror", DkimFault.KeyBogus, await ByHandAsync(Tags, PublishedKeys.Of().Fail(Name, question =>
            new Answer.Bogus(question, [], question.Name, ResponseCode.NoError, [], new ExtendedDnsError(ExtendedDnsErrorCode.SignatureExpired, "expired"), ValidationTrace.Empty))));
    }

    [Theory]
    [InlineData(SecurityStatus.Secure)]
    [InlineData(SecurityStatus.Insecure)]
    public async Task The_DNSSEC_status_of_the_key_is_carried_along(SecurityStatus security)
    {
        PublishedKeys keys = new PublishedKeys { Security = security }.Add("rsa._domainkey.example.org", TestMail.Rsa.ToRecordText());

        Assert.Equal(security, (await ByHandAsync(Tags, keys)).Lookup!.Security);
    }

    [Fact]
    public async Task More_signatures_than_the_limit_are_told_and_cost_nothing()
    {
        PublishedKeys keys = TestMail.Keys;
        string field = TestMail.Sign(TestMail.Usual, TestMail.Rsa);
        field = field[..(field.IndexOf("\r\nFrom: ", StringComparison.Ordinal) + 2)];
        string text = string.Concat(Enumerable.Repeat(field, DkimLimits.MaxSignatures)) + field.Replace("s=rsa", "s=other", StringComparison.Ordinal) + TestMail.Usual;

        DkimVerification verification = await TestMail.VerifyAsync(text, keys);

        Assert.Equal(DkimLimits.MaxSignatures + 1, verification.Signatures.Count);
        Assert.All(verification.Signatures.SkipLast(1), report => Assert.Equal("pass", report.Outcome.Word));
        Is("policy", DkimFault.TooManySignatures, verification.Signatures[^1]);
        Assert.Single(keys.Asked);
    }

    [Theory]
    [InlineData("not a field\r\n")]
    [InlineData(": no name\r\n")]
    [InlineData("n\u00e4me: value\r\n")]
    public async Task A_line_that_is_no_field_breaks_every_signature(string line) =>
        Is("permerror", DkimFault.MalformedHeader, await TestMail.VerifyOneAsync(line + TestMail.Sign(TestMail.Usual, TestMail.Rsa)));

    [Fact]
    public async Task One_signature_that_passes_is_enough_for_the_message_Rfc6376_6_1()
    {
        string signed = TestMail.Sign(TestMail.Sign(TestMail.Usual, TestMail.Ed25519), TestMail.Rsa);
        PublishedKeys keys = PublishedKeys.Of("rsa._domainkey.example.org p=", $"ed._domainkey.example.org {TestMail.Ed25519.ToRecordText()}");

        DkimVerification verification = await TestMail.VerifyAsync(signed, keys);

        Assert.Equal(["permerror", "pass"], verification.Signatures.Select(report => report.Outcome.Word));
        Assert.Equal("pass", verification.Word);
        Assert.Equal(TestMail.Domain, Assert.IsType<DkimOutcome.Pass>(verification.Best!.Outcome).SigningDomain);
    }

    [Fact]
    public async Task A_domain_in_U_labels_is_looked_up_in_A_labels_Rfc8616_3()
    {
        string tags = Tags.Replace("example.org", "b\u00c3\u00bccher.example", StringComparison.Ordinal);
        PublishedKeys keys = PublishedKeys.Of($"rsa._domainkey.xn--bcher-kva.example p={P}");

        DkimSignatureReport report = await ByHandAsync(tags, keys);

        Assert.Equal("pass", report.Outcome.Word);
        Assert.Equal(DomainName.Parse("xn--bcher-kva.example"), report.Signature!.SigningDomain);
    }

    [Fact]
    public async Task A_cache_of_keys_changes_no_verdict()
    {
        var options = new DkimVerifierOptions(TestMail.Now) { Keys = new DkimKeyCache() };
        string signed = TestMail.Sign(TestMail.Usual, TestMail.Rsa);
        foreach (string record in (string[])[$"p={P}", $"p={P}", "p=", $"k=ed25519; p={P}", $"p={P}"])
        {
            DkimVerification verification = await DkimVerifier.VerifyAsync(RsaKey(record), TestMail.Read(signed), options, TestContext.Current.CancellationToken);
            Assert.Equal(record == $"p={P}" ? "pass" : "permerror", verification.Word);
        }
    }
}
