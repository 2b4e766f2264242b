using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;
using Tes.Mail.Tests.Dkim;

namespace Tes.Mail.Tests.Arc;

/// <summary>Messages with chains: sealed by us, or by hand for what our sealer does not make.</summary>
internal static class ArcMail
{
    public static readonly AuthenticationResultsField Found = new()
    {
        AuthenticationServiceId = "mx.example.org",
        Results = [new MethodResult("spf", "pass") { Properties = [new("smtp", "mailfrom", "joe@example.org")] }],
    };

    public static Task<ArcVerification> VerifyAsync(string text, PublishedKeys? keys = null, DateTimeOffset? time = null) =>
        ArcVerifier.VerifyAsync(keys ?? TestMail.Keys, TestMail.Read(text), new DkimVerifierOptions(time ?? TestMail.Now), CancellationToken.None);

    /// <summary>What a hop does: it verifies, and seals what it sends on.</summary>
    public static async Task<ArcSealing> SealAsync(string received, string? sent = null, DkimPrivateKey? key = null, ArcSealerOptions? options = null, AuthenticationResultsField? found = null, PublishedKeys? keys = null)
    {
        ArcVerification chain = await VerifyAsync(received, keys);
        DkimPrivateKey own = key ?? TestMail.Rsa;
        return ArcSealer.Seal(
            TestMail.Read(sent ?? received), chain, found ?? Found, new DkimSigningKey(ReferenceEquals(own, TestMail.Ed25519) ? "ed" : "rsa", own), options ?? new ArcSealerOptions(TestMail.Domain, TestMail.Now));
    }

    /// <summary>The message with one more set in front.</summary>
    public static async Task<string> AddSetAsync(string received, string? sent = null, DkimPrivateKey? key = null, ArcSealerOptions? options = null) =>
        (await SealAsync(received, sent, key, options)).Match(
            made => Encoding.Latin1.GetString(made.Fields.Span) + (sent ?? received),
            refused => throw new InvalidOperationException(refused.Reason),
            unverified => throw new InvalidOperationException(unverified.Reason));

    public static async Task<string> AddSetsAsync(string text, int count)
    {
        for (int i = 0; i < count; i++)
            text = await AddSetAsync(text);
        return text;
    }

    /// <summary>A set made by hand in front of the message; its fields are edited before they are signed. Canonicalized here once more, the slow way.</summary>
    public static string AddByHand(string text, int instance, Func<string, string, string> edit)
    {
        MailMessage message = TestMail.Read(text);
        string number = instance.ToString(CultureInfo.InvariantCulture);
        string results = edit("aar", $"ARC-Authentication-Results: i={number}; mx.example.org; spf=pass\r\n");
        string tags = edit("ams", $"ARC-Message-Signature: i={number}; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=rsa; t=1795000000; h=From:To:Subject; bh=;");
        byte[] body = Encoding.Latin1.GetBytes(Regex.Replace(Encoding.Latin1.GetString(message.Body.Span), "[ \t]+", " ", RegexOptions.None, TimeSpan.FromSeconds(10)).Replace(" \r\n", "\r\n", StringComparison.Ordinal).TrimEnd('\r', '\n') + "\r\n");
        tags = tags.Replace("bh=;", $"bh={Convert.ToBase64String(SHA256.HashData(body))};", StringComparison.Ordinal) + " b=";
        string[] names = tags.Split("h=")[1].Split(';')[0].Split(':', StringSplitOptions.TrimEntries);
        // Each name once, and of it the lowest field.
        IEnumerable<string> signed = names.Select(name => message.FieldsNamed(name).Select(Raw).LastOrDefault()).OfType<string>().Select(Relaxed);
        string signature = tags + Sign(string.Concat(signed) + Relaxed(tags).TrimEnd('\r', '\n')) + "\r\n";

        string seal = edit("seal", $"ARC-Seal: i={number}; a=rsa-sha256; t=1795000000; cv={(instance == 1 ? "none" : "pass")}; d=example.org; s=rsa;") + " b=";
        var sealing = new StringBuilder();
        for (int set = 1; set < instance; set++)
        {
            // The newest set is on top.
            foreach (string name in (string[])[ArcFieldName.AuthenticationResults, ArcFieldName.MessageSignature, ArcFieldName.Seal])
                sealing.Append(Relaxed(message.FieldsNamed(name).Select(Raw).ElementAt(instance - 1 - set)));
        }

        sealing.Append(Relaxed(results)).Append(Relaxed(signature)).Append(Relaxed(seal).TrimEnd('\r', '\n'));
        return seal + Sign(sealing.ToString()) + "\r\n" + signature + results + text;
    }

    /// <summary>The field of a set: its octets as text.</summary>
    public static string Field(string text, string name, int instance) =>
        TestMail.Read(text).FieldsNamed(name).Select(Raw).First(field => Regex.IsMatch(field, $@"\bi={instance};"));

    /// <summary>The message without the field, which must be there.</summary>
    public static string Without(string text, string field) => text.Contains(field, StringComparison.Ordinal)
        ? text.Replace(field, string.Empty, StringComparison.Ordinal)
        : throw new InvalidOperationException("There is no such field.");

    public static string WithoutSet(string text, int instance) =>
        new[] { ArcFieldName.AuthenticationResults, ArcFieldName.MessageSignature, ArcFieldName.Seal }.Aggregate(text, (rest, name) => Without(rest, Field(text, name, instance)));

    private static string Raw(HeaderField field) => Encoding.Latin1.GetString(field.Raw.Span);

    // RFC 6376 §3.4.2
    private static string Relaxed(string field)
    {
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        string value = Regex.Replace(field[(colon + 1)..].Replace("\r\n", string.Empty, StringComparison.Ordinal), "[ \t]+", " ", RegexOptions.None, TimeSpan.FromSeconds(10));
        return $"{field[..colon].TrimEnd().ToLowerInvariant()}:{value.Trim(' ')}\r\n";
    }

    private static string Sign(string text) => Convert.ToBase64String(TestMail.Rsa.Sign(SHA256.HashData(Encoding.Latin1.GetBytes(text))));
}
