using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Tests.Dkim;

/// <summary>A message, keys, and their way through signer and verifier; each test changes what it is about.</summary>
internal static class TestMail
{
    public static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static readonly DomainName Domain = DomainName.Parse("example.org");

    public static readonly DkimPrivateKey Rsa = DkimPrivateKey.GenerateRsa(1024);

    public static readonly DkimPrivateKey Ed25519 = DkimPrivateKey.GenerateEd25519();

    public const string Usual = "From: Joe <joe@example.org>\r\nTo: Sue <sue@example.net>\r\nSubject: Is dinner  ready?\r\n\r\nHi.\r\n\r\nWe lost\tthe game.  \r\n\r\n\r\n";

    public static DkimSignerOptions Options => new(Domain, Now);

    public static PublishedKeys Keys => PublishedKeys.Of(
        $"rsa._domainkey.example.org {Rsa.ToRecordText()}", $"ed._domainkey.example.org {Ed25519.ToRecordText()}");

    public static byte[] Octets(string text) => Encoding.Latin1.GetBytes(text);

    public static MailMessage Read(string text) => Read(Octets(text));

    public static MailMessage Read(byte[] octets) => MailMessage.TryRead(octets, out MailMessage? message, out ParseFailure failure)
        ? message
        : throw new InvalidOperationException(failure.ToString());

    public static string Sign(string text, DkimPrivateKey key, DkimSignerOptions? options = null)
    {
        string selector = ReferenceEquals(key, Ed25519) ? "ed" : "rsa";
        DkimSigning signing = DkimSigner.Sign(Read(text), [new DkimSigningKey(selector, key)], options ?? Options);
        return signing.Match(
            signed => Encoding.Latin1.GetString(signed.Fields.Span) + text,
            refused => throw new InvalidOperationException(refused.Reason));
    }

    public static Task<DkimVerification> VerifyAsync(string text, PublishedKeys? keys = null, DateTimeOffset? time = null) =>
        DkimVerifier.VerifyAsync(keys ?? Keys, Read(text), new DkimVerifierOptions(time ?? Now), CancellationToken.None);

    public static async Task<DkimSignatureReport> VerifyOneAsync(string text, PublishedKeys? keys = null, DateTimeOffset? time = null) =>
        (await VerifyAsync(text, keys, time)).Signatures.Single();

    /// <summary>
    /// A signature made by hand of the tags given, each with its semicolon, in front of "b=". For what our signer does not make.
    /// </summary>
    public static string SignByHand(string text, DkimPrivateKey key, string tags)
    {
        MailMessage message = Read(text);
        string value = $"DKIM-Signature: {tags} b=";
        if (tags.Contains("bh=;", StringComparison.Ordinal))
        {
            bool relaxed = tags.Contains("/relaxed", StringComparison.Ordinal);
            byte[] body = Encoding.Latin1.GetBytes(Canonical(Encoding.Latin1.GetString(message.Body.Span), relaxed));
            int length = tags.Contains(" l=", StringComparison.Ordinal) ? int.Parse(tags.Split(" l=")[1].Split(';')[0], CultureInfo.InvariantCulture) : body.Length;
            value = value.Replace("bh=;", $"bh={Convert.ToBase64String(SHA256.HashData(body.AsSpan(0, length)))};", StringComparison.Ordinal);
        }

        MailMessage own = Read(value);
        HeaderField field = own.Fields[0];
        string[] names = tags.Split("h=")[1].Split(';')[0].Split(':', StringSplitOptions.TrimEntries);
        DkimCanonicalization canonicalization = tags.Contains("c=relaxed", StringComparison.Ordinal) ? DkimCanonicalization.Relaxed : DkimCanonicalization.Simple;
        byte[] hash = new SignedHeader(message.Fields).Hash(names, field, (value.Length, value.Length), canonicalization);
        return $"{value}{Convert.ToBase64String(key.Sign(hash))}\r\n{text}";
    }

    // RFC 6376 §3.4.3 and §3.4.4 once more, the slow way.
    private static string Canonical(string body, bool relaxed)
    {
        IEnumerable<string> lines = body.Split("\r\n");
        if (relaxed)
            lines = lines.Select(line => Regex.Replace(line, "[ \t]+", " ", RegexOptions.None, TimeSpan.FromSeconds(10)).TrimEnd(' '));
        List<string> kept = [.. lines];
        while (kept.Count > 0 && kept[^1].Length == 0)
            kept.RemoveAt(kept.Count - 1);
        return kept.Count == 0 ? (relaxed ? string.Empty : "\r\n") : string.Join("\r\n", kept) + "\r\n";
    }
}
