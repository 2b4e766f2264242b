using System.Text;
using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Arc;

/// <summary>Sections without another number are of RFC 8617.</summary>
public sealed class ArcSealerTests
{
    private static ArcSealerOptions Options => new(TestMail.Domain, TestMail.Now);

    private static async Task<ArcSealing.Sealed> SealedAsync(string received, AuthenticationResultsField? found = null) =>
        Assert.IsType<ArcSealing.Sealed>(await ArcMail.SealAsync(received, found: found));

    private static string Text(ArcSealing.Sealed made) => Encoding.UTF8.GetString(made.Fields.Span);

    [Fact]
    public async Task The_first_set_says_none_and_the_next_ones_pass_5_1()
    {
        string text = TestMail.Usual;
        for (int instance = 1; instance <= 3; instance++)
        {
            ArcSealing.Sealed made = await SealedAsync(text);
            Assert.Equal((instance, instance == 1 ? ChainValidationStatus.None : ChainValidationStatus.Pass), (made.Instance, made.ChainValidation));
            text = Text(made) + text;
            Assert.Equal("pass", (await ArcMail.VerifyAsync(text)).Word);
        }
    }

    [Fact]
    public async Task A_set_is_seal_signature_and_results_folded_and_the_same_time_makes_the_same_one()
    {
        ArcSealing.Sealed made = await SealedAsync(TestMail.Usual);

        Assert.Equal([ArcFieldName.Seal, ArcFieldName.MessageSignature, ArcFieldName.AuthenticationResults], TestMail.Read(made.Fields.ToArray()).Fields.Select(field => field.Name));
        Assert.Equal(Text(made), Text(await SealedAsync(TestMail.Usual)));
        Assert.All(Text(made).Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.EndsWith("\r\n", Text(made), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signatures_of_the_message_are_signed_and_results_and_ARC_fields_are_not_4_1_2()
    {
        string signed = TestMail.Sign("Authentication-Results: mx.example.org; spf=pass\r\n" + TestMail.Usual, TestMail.Rsa);
        string text = await ArcMail.AddSetsAsync(signed, 2);
        IReadOnlyList<string> names = (await ArcMail.VerifyAsync(text)).Sets[1].MessageSignature!.Signature!.SignedFields;

        Assert.Single(names, "DKIM-Signature");
        Assert.Equal(2, names.Count(name => name == "From"));
        Assert.DoesNotContain(names, name => name.StartsWith("ARC-", StringComparison.OrdinalIgnoreCase) || name == "Authentication-Results");
    }

    [Fact]
    public async Task The_result_of_ARC_is_the_one_that_was_verified_whatever_else_is_said()
    {
        AuthenticationResultsField lying = ArcMail.Found with { Results = [.. ArcMail.Found.Results, new MethodResult("arc", "pass")] };
        string text = Text(await SealedAsync(TestMail.Usual, lying)) + TestMail.Usual;

        Assert.Equal(["spf=pass", "arc=none"], (await ArcMail.VerifyAsync(text)).Sets[0].AuthenticationResults!.Results!.Results.Select(result => $"{result.Method}={result.Result}"));
    }

    [Fact]
    public async Task Results_with_anything_in_them_stay_within_their_field()
    {
        var found = new AuthenticationResultsField
        {
            AuthenticationServiceId = "m\u00fc\r\nX: y",
            Results = [new MethodResult("dkim", "fail") { Reason = "a\r\nSubject: b;", Comments = ["\")(\u0000"], Properties = [new("header", "d", "x\r\ny; z=")] }],
        };
        ArcSealing.Sealed made = await SealedAsync(TestMail.Usual, found);

        Assert.Equal(3, TestMail.Read(made.Fields.ToArray()).Fields.Count);
        byte[] octets = [.. made.Fields.Span, .. TestMail.Octets(TestMail.Usual)];
        ArcVerification verification = await ArcVerifier.VerifyAsync(TestMail.Keys, TestMail.Read(octets), new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);
        Assert.Equal("pass", verification.Word);
        Assert.Equal(2, verification.Sets[0].AuthenticationResults!.Results!.Results.Count);
    }

    [Fact]
    public async Task A_broken_chain_is_sealed_once_more_and_that_seal_covers_its_own_set_alone_5_1_2()
    {
        string broken = await ArcMail.AddSetsAsync(TestMail.Usual, 2) + "more\r\n";
        ArcSealing.Sealed made = await SealedAsync(broken);
        Assert.Equal((3, ChainValidationStatus.Fail), (made.Instance, made.ChainValidation));
        string text = Text(made) + broken;

        ArcVerification verification = await ArcMail.VerifyAsync(text);
        Assert.Equal(ArcFault.MarkedFailed, Assert.IsType<ArcOutcome.Fail>(verification.Outcome).Fault);
        Assert.Contains("arc=fail", ArcMail.Field(text, ArcFieldName.AuthenticationResults, 3), StringComparison.Ordinal);

        // The seal verifies over its own set, as if there were no other.
        ArcSeal seal = verification.Sets[2].Seal!.Seal!;
        using var alone = new SealedHeader();
        alone.AppendSet(verification.Sets[2].AuthenticationResults!.Field, verification.Sets[2].MessageSignature!.Field);
        Assert.True(TestMail.Rsa.PublicKey.Verify(alone.Hash(seal.Field, seal.SignatureRange), seal.Signature.Span));
    }

    [Fact]
    public async Task A_chain_that_ended_is_not_sealed_5_1_step_2()
    {
        string broken = await ArcMail.AddSetsAsync(TestMail.Usual, 1) + "more\r\n";
        string ended = Text(await SealedAsync(broken)) + broken;

        Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(ended));
    }

    [Fact]
    public async Task A_chain_whose_structure_is_broken_is_sealed_behind_its_highest_instance_5_1_step_3()
    {
        string text = ArcMail.WithoutSet(await ArcMail.AddSetsAsync(TestMail.Usual, 4), 2);

        ArcSealing.Sealed made = await SealedAsync(text);
        Assert.Equal((5, ChainValidationStatus.Fail), (made.Instance, made.ChainValidation));
        Assert.Equal((1, ChainValidationStatus.Fail), await SealedAsync("ARC-Seal: x\r\n" + TestMail.Usual) is { } first ? (first.Instance, first.ChainValidation) : default);
    }

    [Fact]
    public async Task There_is_no_set_51_4_2_1()
    {
        string text = await ArcMail.AddSetsAsync(TestMail.Usual, ArcLimits.MaxSets);

        Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(text));
    }

    [Fact]
    public async Task A_chain_that_could_not_be_verified_is_not_broken_by_a_seal()
    {
        string text = await ArcMail.AddSetAsync(TestMail.Usual);
        PublishedKeys keys = TestMail.Keys.Fail("rsa._domainkey.example.org", question =>
            new Answer.Failed(question, [], question.Name, new LookupFailure(LookupFailureKind.Timeout, question, "no answer"), ValidationTrace.Empty));

        Assert.IsType<ArcSealing.Unverified>(await ArcMail.SealAsync(text, keys: keys));
    }

    [Fact]
    public async Task A_hop_whose_clock_is_ahead_does_not_break_the_chain_for_good()
    {
        string ahead = await ArcMail.AddSetAsync(TestMail.Usual, options: Options with { Time = TestMail.Now.AddHours(2) });

        ArcSealing.Sealed made = await SealedAsync(ahead);
        Assert.Equal((2, ChainValidationStatus.Pass), (made.Instance, made.ChainValidation));
    }

    [Fact]
    public async Task ARC_fields_that_were_not_verified_are_not_sealed()
    {
        string text = await ArcMail.AddSetAsync(TestMail.Usual);

        Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(TestMail.Usual, sent: text));
        Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(text, sent: TestMail.Usual));
        Assert.IsType<ArcSealing.Sealed>(await ArcMail.SealAsync(text, sent: "Received: x\r\n" + text + "more\r\n"));
    }

    [Theory]
    [InlineData("To: a@example.org\r\n\r\n")]
    [InlineData("From: a@example.org\r\nnonsense\r\n\r\n")]
    [InlineData("From: a@example.org\r\n\r\nbare\nlf")]
    public async Task What_would_not_last_or_not_be_believed_is_not_sealed(string text) =>
        Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(text));

    [Fact]
    public async Task Options_that_make_no_valid_set_are_refused()
    {
        ArcSealerOptions[] wrong =
        [
            Options with { Domain = DomainName.Parse("org") },
            Options with { SignedFields = ["ARC-Seal"] },
            Options with { SignedFields = ["arc-authentication-results"] },
            Options with { OverSignedFields = ["From", "ARC-Message-Signature"] },
            Options with { OverSignedFields = ["From", "authentication-results"] },
            Options with { OverSignedFields = ["Subject"] },
        ];

        foreach (ArcSealerOptions options in wrong)
            Assert.IsType<ArcSealing.Refused>(await ArcMail.SealAsync(TestMail.Usual, options: options));
    }

    [Fact]
    public async Task Results_without_end_are_cut_so_that_no_line_is_too_long_Rfc5322_2_1_1()
    {
        ArcSealing sealing = await ArcMail.SealAsync(TestMail.Usual, found: ArcMail.Found with { Results = [new MethodResult("spf", "pass") { Reason = new string('x', 999) }] });

        string fields = Encoding.UTF8.GetString(Assert.IsType<ArcSealing.Sealed>(sealing).Fields.Span);
        Assert.Contains("[...]", fields, StringComparison.Ordinal);
        Assert.All(fields.Split("\r\n"), line => Assert.InRange(line.Length, 0, MessageLimits.MaxLineOctets));
    }

    [Theory]
    // RFC 8617 §4.1.1: all of one service in one
    [InlineData("A-R: me; spf=pass\r\nA-R: me; dkim=pass\r\n", "spf=pass dkim=pass")]
    [InlineData("Received: x\r\nA-R: me; spf=pass\r\nTo: x\r\nA-R: ME; dkim=pass\r\n", "spf=pass dkim=pass")]
    // RFC 8601 §5: what stands below the next Received may be forged
    [InlineData("A-R: me; spf=fail\r\nReceived: x\r\nA-R: me; dkim=pass\r\n", "spf=fail")]
    [InlineData("A-R: you; spf=pass\r\nReceived: x\r\nA-R: me; spf=fail\r\nA-R: you; dkim=pass\r\n", "spf=fail")]
    [InlineData("A-R: you; spf=pass\r\n", null)]
    [InlineData("A-R: me 2; spf=pass\r\n", null)]
    [InlineData("A-R: me; spf\r\n", null)]
    [InlineData("A-R: me; none\r\n", "")]
    // One that cannot be read ends where others do, and is never passed over for what is older.
    [InlineData("A-R: me; dkim=pass header.i=a\"b\r\nReceived: x\r\nA-R: me; dkim=pass header.d=bank.test\r\n", null)]
    [InlineData("A-R: me 2; spf=pass\r\nReceived: x\r\nA-R: me; dkim=pass\r\n", null)]
    [InlineData("A-R: me; spf\r\nA-R: me; dkim=fail\r\nReceived: x\r\nA-R: me; dkim=pass\r\n", "dkim=fail")]
    public void Results_are_taken_from_the_topmost_fields_of_the_one_service_that_is_trusted(string fields, string? expected)
    {
        AuthenticationResultsField? found = SealedResults.Of(TestMail.Read(fields.Replace("A-R", "Authentication-Results", StringComparison.Ordinal) + TestMail.Usual), "me").Results;

        Assert.Equal(expected, found is null ? null : string.Join(' ', found.Results.Select(result => $"{result.Method}={result.Result}")));
    }

    [Theory]
    [InlineData("A-R: me; spf=pass\r\nA-R: you; spf=pass\r\n", 1, 0)]
    [InlineData("A-R: me; spf=pass\r\nA-R: me; spf\r\nA-R: me; dkim=pass\r\nReceived: x\r\nA-R: me; dkim=pass\r\nA-R: me; spf\r\n", 2, 1)]
    [InlineData("Received: x\r\n", 0, 0)]
    public void Fields_that_are_merged_and_those_that_cannot_be_read_are_counted_Rfc8601_5(string fields, int merged, int unreadable)
    {
        SealedResults found = SealedResults.Of(TestMail.Read(fields.Replace("A-R", "Authentication-Results", StringComparison.Ordinal) + TestMail.Usual), "me");

        Assert.Equal((merged, unreadable), (found.FieldCount, found.UnreadableCount));
    }
}
