using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Xunit;

namespace Tes.Mail.Tests.Dkim;

/// <summary>Messages in testdata/dkim: NAME.eml with LF line ends, NAME.keys with the records, NAME.expect with a result word for each signature.</summary>
public sealed class DkimVectorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "testdata", "dkim");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_message_in_the_folder_verifies_as_expected(string name)
    {
        byte[] octets = await File.ReadAllBytesAsync(Path.Combine(Folder, name + ".eml"), TestContext.Current.CancellationToken);
        PublishedKeys keys = PublishedKeys.Of(await File.ReadAllLinesAsync(Path.Combine(Folder, name + ".keys"), TestContext.Current.CancellationToken));

        MailMessage message = TestMail.Read(LineEnds.ToWire(octets).ToArray());
        DkimVerification verification = await DkimVerifier.VerifyAsync(keys, message, new DkimVerifierOptions(TestMail.Now), TestContext.Current.CancellationToken);

        string expected = (await File.ReadAllTextAsync(Path.Combine(Folder, name + ".expect"), TestContext.Current.CancellationToken)).TrimEnd();
        Assert.Equal(expected, string.Join(' ', verification.Signatures.Select(report => report.Outcome.Word)));
    }

    [Fact]
    public void The_Ed25519_key_of_Rfc8463_A_2_has_the_public_half_of_the_record()
    {
        // RFC 8410 §7: PKCS #8 around the 32 octets
        byte[] seed = Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        string pem = "-----BEGIN PRIVATE KEY-----\n" + Convert.ToBase64String([.. Convert.FromHexString("302e020100300506032b657004220420"), .. seed]) + "\n-----END PRIVATE KEY-----\n";

        Assert.True(DkimPrivateKey.TryReadPem(pem, out DkimPrivateKey? key, out _));
        Assert.Equal("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", key.ToRecordText());
        Assert.Equal(pem, key.ExportPem());
    }

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
}
