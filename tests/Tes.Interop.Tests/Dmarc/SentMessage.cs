using System.Text;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>A message as a receiver has it, so that SPF and DKIM come to what a <see cref="DmarcMessage"/> says, as far as its domains publish anything.</summary>
internal static class SentMessage
{
    public const string Selector = "s";

    /// <summary>The policy of every domain that has one: what the client's address makes of it.</summary>
    public const string SpfRecord = "v=spf1 ip4:192.0.2.1 ~ip4:192.0.2.3 ?ip4:192.0.2.4 -all";

    /// <summary>The client whose mail gets that result of SPF; none and permerror, which no policy here has, are neutral.</summary>
    public static string ClientOf(string spfResult) => spfResult switch { "pass" => "192.0.2.1", "fail" => "192.0.2.2", "softfail" => "192.0.2.3", _ => "192.0.2.4" };

    /// <summary>The octets, signed where there is a signing domain; where that is to fail, the body has been changed since.</summary>
    public static byte[] Make(DmarcMessage message, DkimPrivateKey key)
    {
        var plain = Encoding.ASCII.GetBytes($"From: a@{message.Author}\r\nTo: b@receiver.nord\r\nDate: Sat, 28 Nov 2026 00:00:00 +0000\r\nMessage-ID: <1@client.nord>\r\nSubject: one\r\n\r\nbody\r\n");
        if (message.DkimDomain is null)
        {
            return plain;
        }

        return MailMessage.TryRead(plain, out var read, out _)
            && DkimSigner.Sign(read, [new DkimSigningKey(Selector, key)], new DkimSignerOptions(DomainName.Parse(message.DkimDomain), TimeProvider.System.GetUtcNow())) is DkimSigning.Signed signed
                ? [.. signed.Fields.ToArray(), .. plain, .. message.DkimResult == "pass" ? [] : "more\r\n"u8.ToArray()]
                : throw new InvalidOperationException($"{message} cannot be signed");
    }
}
