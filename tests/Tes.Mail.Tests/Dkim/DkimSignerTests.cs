using Tes.Dns;
using Tes.Mail.Dkim;
using Xunit;

namespace Tes.Mail.Tests.Dkim;

public sealed class DkimSignerTests
{
    private static readonly DkimSigningKey[] Both = [new("rsa", TestMail.Rsa), new("ed", TestMail.Ed25519)];

    private static string Fields(string text, DkimSignerOptions options) =>
        Assert.IsType<DkimSigning.Signed>(DkimSigner.Sign(TestMail.Read(text), Both, options)) is var signed
            ? System.Text.Encoding.ASCII.GetString(signed.Fields.Span)
            : string.Empty;

    [Fact]
    public async Task Two_keys_sign_at_once_and_both_signatures_pass_Rfc8463_3()
    {
        DkimVerification verification = await TestMail.VerifyAsync(Fields(TestMail.Usual, TestMail.Options) + TestMail.Usual);

        Assert.Equal(["pass", "pass"], verification.Signatures.Select(report => report.Outcome.Word));
        Assert.Equal([DkimAlgorithm.RsaSha256, DkimAlgorithm.Ed25519Sha256], verification.Signatures.Select(report => report.Signature!.Algorithm));
        Assert.Equal(["rsa", "ed"], verification.Signatures.Select(report => report.Signature!.Selector));
    }

    [Fact]
    public void The_same_time_makes_the_same_signatures() =>
        Assert.Equal(Fields(TestMail.Usual, TestMail.Options), Fields(TestMail.Usual, TestMail.Options));

    [Fact]
    public void Usually_fields_are_oversigned_relaxed_and_nothing_is_truncated_Rfc6376_5_4_1()
    {
        string fields = Fields("Received: x\r\nList-Id: <l.example.org>\r\n" + TestMail.Usual, TestMail.Options);
        DkimSignature signature = TestMail.Read(fields).Fields.Select(field => DkimSignature.TryParse(field, out DkimSignature? read, out _) ? read : null).First()!;

        Assert.Equal(2, signature.SignedFields.Count(name => name == "From"));
        Assert.Equal(1, signature.SignedFields.Count(name => name == "Reply-To"));
        Assert.Equal(1, signature.SignedFields.Count(name => name == "List-Id"));
        Assert.DoesNotContain("Received", signature.SignedFields);
        Assert.Equal((DkimCanonicalization.Relaxed, DkimCanonicalization.Relaxed), (signature.HeaderCanonicalization, signature.BodyCanonicalization));
        Assert.Equal(TestMail.Now, signature.Timestamp);
        Assert.Null(signature.Expiration);
        Assert.Null(signature.BodyLength);
    }

    [Fact]
    public void Lines_have_at_most_78_characters_Rfc5322_2_1_1() =>
        Assert.All(Fields(TestMail.Usual, TestMail.Options).Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));

    [Fact]
    public async Task Identifier_expiration_and_forms_are_as_asked_for()
    {
        string text = Fields(TestMail.Usual, TestMail.Options with
        {
            AgentIdentifier = "joe@sub.example.org",
            Lifetime = TimeSpan.FromHours(1),
            HeaderCanonicalization = DkimCanonicalization.Simple,
            BodyCanonicalization = DkimCanonicalization.Simple,
            OverSignedFields = ["from"],
            SignedFields = ["subject", "x-not-there"],
        }) + TestMail.Usual;

        DkimVerification verification = await TestMail.VerifyAsync(text);
        DkimSignature signature = verification.Signatures[0].Signature!;
        Assert.All(verification.Signatures, report => Assert.Equal("pass", report.Outcome.Word));
        Assert.Equal("joe@sub.example.org", signature.AgentIdentifier);
        Assert.Equal(TestMail.Now.AddHours(1), signature.Expiration);
        Assert.Equal(["from", "from", "subject"], signature.SignedFields);
        Assert.Equal(DkimCanonicalization.Simple, signature.BodyCanonicalization);
    }

    [Theory]
    [InlineData("To: a@example.org\r\n\r\n")]
    [InlineData("From: a@example.org\r\nFrom: b@example.org\r\n\r\n")]
    [InlineData("From: a@example.org\r\nnonsense\r\n\r\n")]
    [InlineData("From: a@example.org\r\n\r\nbare\nlf")]
    [InlineData("From: a@example.org\r\n\r\nbare\rcr")]
    [InlineData("From: a@example.org\r\n\r\nnul\0")]
    [InlineData("From: a@example.org")]
    [InlineData("")]
    public void What_would_not_last_or_not_be_believed_is_not_signed_Rfc6376_5_3(string text) =>
        Assert.IsType<DkimSigning.Refused>(DkimSigner.Sign(TestMail.Read(text), Both, TestMail.Options));

    [Fact]
    public void Options_that_make_no_valid_signature_are_refused()
    {
        DkimSignerOptions usual = TestMail.Options;
        DkimSignerOptions[] wrong =
        [
            usual with { Domain = DomainName.Parse("org") },
            usual with { AgentIdentifier = "joe@example.net" },
            usual with { AgentIdentifier = "joe" },
            usual with { AgentIdentifier = "j;b=@example.org" },
            usual with { OverSignedFields = ["Subject"] },
            usual with { SignedFields = ["a:b"] },
            usual with { SignedFields = ["a;b"] },
            usual with { SignedFields = ["a b"] },
            usual with { Lifetime = TimeSpan.Zero },
        ];

        Assert.All(wrong, options => Assert.IsType<DkimSigning.Refused>(DkimSigner.Sign(TestMail.Read(TestMail.Usual), Both, options)));
        Assert.IsType<DkimSigning.Refused>(DkimSigner.Sign(TestMail.Read(TestMail.Usual), [new("no;selector", TestMail.Rsa)], usual));
        Assert.IsType<DkimSigning.Refused>(DkimSigner.Sign(TestMail.Read(TestMail.Usual), [new(new string('a', 64), TestMail.Rsa)], usual));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_written_as_PEM_reads_back_and_signs_the_same(bool rsa)
    {
        DkimPrivateKey key = rsa ? TestMail.Rsa : TestMail.Ed25519;

        Assert.True(DkimPrivateKey.TryReadPem("# mine\n" + key.ExportPem(), out DkimPrivateKey? read, out _));
        Assert.Equal(key.ToRecordText(), read.ToRecordText());
        Assert.Equal(TestMail.Sign(TestMail.Usual, key), TestMail.Sign(TestMail.Usual, key));
        Assert.Equal(key.Algorithm, read.Algorithm);
    }

    [Fact]
    public void Keys_that_do_not_sign_mail_are_refused_with_the_reason()
    {
        using var small = System.Security.Cryptography.RSA.Create(512);
        using var curve = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        string[] wrong =
        [
            "", "not PEM", small.ExportPkcs8PrivateKeyPem(), small.ExportRSAPrivateKeyPem(), curve.ExportPkcs8PrivateKeyPem(), curve.ExportSubjectPublicKeyInfoPem(),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        ];

        foreach (string pem in wrong)
        {
            Assert.False(DkimPrivateKey.TryReadPem(pem, out _, out ParseFailure failure));
            Assert.NotEmpty(failure.Reason);
        }
    }
}
