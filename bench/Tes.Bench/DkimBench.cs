using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Bench;

/// <summary>Verifications of a message of 10 kB for each second of CPU time; and files for other programs to do the same.</summary>
internal static class DkimBench
{
    private const int BodyOctets = 10 * 1024;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);
    private static readonly DomainName Domain = DomainName.Parse("example.org");

    /// <summary>Measures, and writes message and record of each kind into a folder (for bench/dkim).</summary>
    public static async Task<int> RunAsync(string folder)
    {
        using DkimPrivateKey rsa = DkimPrivateKey.GenerateRsa(2048);
        using DkimPrivateKey ed25519 = DkimPrivateKey.GenerateEd25519();
        Console.WriteLine("verifications of a message of 10 kB, for each second of CPU time");
        foreach ((string name, DkimPrivateKey key) in new[] { ("rsa-2048", rsa), ("ed25519", ed25519) })
        {
            byte[] signed = Sign(key);
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".eml"), signed);
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".key"), key.ToRecordText());
            var resolver = new OneRecord(key.ToRecordText());
            await MeasureAsync($"{name}, keys cached", resolver, signed, new DkimKeyCache());
            await MeasureAsync($"{name}, keys cold", resolver, signed, null);
        }

        return 0;
    }

    private static async Task MeasureAsync(string title, OneRecord resolver, byte[] signed, DkimKeyCache? keys)
    {
        var options = new DkimVerifierOptions(Time) { Keys = keys };
        var process = Process.GetCurrentProcess();
        int count = 0;
        TimeSpan start = default;
        // The first part lets the JIT compiler do its work.
        for (int part = 0; part < 2; part++)
        {
            process.Refresh();
            start = process.TotalProcessorTime;
            long began = Stopwatch.GetTimestamp();
            for (count = 0; Stopwatch.GetElapsedTime(began) < (part == 0 ? Measured / 3 : Measured); count++)
            {
                _ = MailMessage.TryRead(signed, out MailMessage? message, out _);
                DkimVerification verification = await DkimVerifier.VerifyAsync(resolver, message!, options, CancellationToken.None);
                if (verification.Word != "pass")
                    throw new InvalidOperationException(verification.Best?.Outcome.Reason);
            }
        }

        process.Refresh();
        double seconds = (process.TotalProcessorTime - start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-24} {count / seconds,8:0}"));
    }

    private static byte[] Sign(DkimPrivateKey key)
    {
        var text = new StringBuilder("From: Joe <joe@example.org>\r\nTo: Sue <sue@example.net>\r\nSubject: a message\r\nDate: Sat, 28 Nov 2026 00:00:00 +0000\r\n"
            + "Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nReceived: from a by b; now\r\nReceived: from b by c; now\r\n\r\n");
        int header = text.Length;
        for (int line = 0; text.Length - header < BodyOctets; line++)
            text.Append(CultureInfo.InvariantCulture, $"Line {line} of a  text that people write, with some words and spaces.\r\n");
        byte[] octets = Encoding.ASCII.GetBytes(text.ToString());
        _ = MailMessage.TryRead(octets, out MailMessage? message, out _);
        return DkimSigner.Sign(message!, [new DkimSigningKey("s", key)], new DkimSignerOptions(Domain, Time)).Match(
            signed => (byte[])[.. signed.Fields.Span, .. octets],
            refused => throw new InvalidOperationException(refused.Reason));
    }

    private sealed class OneRecord : IResolver
    {
        private readonly Answer.Found _answer;

        public OneRecord(string text)
        {
            DomainName name = DomainName.Parse("s._domainkey.example.org");
            IEnumerable<byte> rdata = text.Chunk(255).SelectMany(part => (byte[])[(byte)part.Length, .. Encoding.ASCII.GetBytes(part)]);
            var rrset = new RRset(name, RRType.Txt, RRClass.IN, 60, [(byte[])[.. rdata]], []);
            _answer = new Answer.Found(new Question(name, RRType.Txt), [], new ValidatedRRset(rrset, SecurityStatus.Insecure, null, null, null, null), ValidationTrace.Empty);
        }

        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) => ValueTask.FromResult<Answer>(_answer);
    }
}
