using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>One session with a host, as its declaration says.</summary>
internal sealed class SmtpDialogue(SmtpHost host, Func<string?, CertificateChain> chain, SmtpSession session, Connection cleartext)
{
    // A flood goes on until the client has had enough; the pieces are about what a socket buffer takes at once.
    private const int FloodPieceLength = 8 * 1024;

    // RFC 5246 §7.2: alert, version 3.3, two octets: fatal, handshake_failure.
    private static readonly byte[] HandshakeFailureAlert = [21, 3, 3, 0, 2, 2, 40];

    private readonly List<string> _commands = [];

    private string HostName => host.Name.ToDisplayString();

    public async Task RunAsync(CancellationToken stop)
    {
        if (!await GreetAsync(stop).ConfigureAwait(false))
            return;
        Connection connection = cleartext;
        while (await connection.ReadLineAsync(stop).ConfigureAwait(false) is { } line)
        {
            Note(line);
            string verb = line.Split(' ', 2)[0].ToUpperInvariant();
            bool inTls = connection is TlsConnection;
            switch (verb)
            {
                case "EHLO" or "HELO":
                    if (host.ClosesAt == (inTls ? SmtpMoment.HelloInTls : SmtpMoment.Hello))
                        return;
                    await HelloAsync(connection, verb, inTls, stop).ConfigureAwait(false);
                    break;
                case "STARTTLS" when !inTls:
                    if (host.ClosesAt == SmtpMoment.StartTls)
                        return;
                    if (RefusalOfStartTls() is { } refusal)
                        await connection.WriteAsync(refusal, stop).ConfigureAwait(false);
                    else if (await StartTlsAsync(stop).ConfigureAwait(false) is { } tls)
                        connection = tls;
                    else
                        return;
                    break;
                case "QUIT":
                    if (host.ClosesAt == SmtpMoment.Quit)
                        return;
                    await connection.WriteAsync("221 2.0.0 bye\r\n", stop).ConfigureAwait(false);
                    if (connection is TlsConnection ending)
                        await ending.CloseAsync(stop).ConfigureAwait(false);
                    return;
                case "NOOP" or "RSET":
                    await connection.WriteAsync("250 2.0.0 ok\r\n", stop).ConfigureAwait(false);
                    break;
                case "MAIL" when !inTls && host.MailBeforeTls == MailBeforeTls.Refused:
                    await connection.WriteAsync("530 5.7.0 must issue a STARTTLS command first\r\n", stop).ConfigureAwait(false);
                    break;
                case "MAIL" or "RCPT" or "DATA":
                    // Nothing in the test net takes mail: a probe must not send any.
                    await connection.WriteAsync("550 5.7.1 no mail is taken here\r\n", stop).ConfigureAwait(false);
                    break;
                default:
                    await connection.WriteAsync("502 5.5.2 command not known\r\n", stop).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void Note(string line)
    {
        _commands.Add(line);
        session.Commands = [.. _commands];
    }

    // False: there is nothing more to say.
    private async ValueTask<bool> GreetAsync(CancellationToken stop)
    {
        string normal = $"220 {HostName} ESMTP\r\n";
        if (host.ClosesAt == SmtpMoment.Greeting)
            return false;
        if (host.ClosesAt == SmtpMoment.WithinGreeting)
        {
            await cleartext.WriteAsync(normal[..8], stop).ConfigureAwait(false);
            return false;
        }

        switch (host.Greeting)
        {
            case SmtpGreeting.Normal:
                await cleartext.WriteAsync(normal, stop).ConfigureAwait(false);
                return true;
            case SmtpGreeting.Text text:
                await cleartext.WriteAsync(text.Characters + "\r\n", stop).ConfigureAwait(false);
                return true;
            case SmtpGreeting.Slow slow:
                foreach (char character in normal)
                {
                    await Task.Delay(slow.Interval, stop).ConfigureAwait(false);
                    await cleartext.WriteAsync(character.ToString(), stop).ConfigureAwait(false);
                }

                return true;
            case SmtpGreeting.Silent:
                await cleartext.ReadLineAsync(stop).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
                return false;
            case SmtpGreeting.EndlessLines:
                await FloodAsync(cleartext, $"220-{HostName} has more to say\r\n", stop).ConfigureAwait(false);
                return false;
            case SmtpGreeting.EndlessLine:
                await cleartext.WriteAsync("220 ", stop).ConfigureAwait(false);
                await FloodAsync(cleartext, "abcdefgh", stop).ConfigureAwait(false);
                return false;
            default:
                throw new InvalidOperationException($"Nothing is written for the greeting {host.Greeting}.");
        }
    }

    private async ValueTask HelloAsync(Connection connection, string verb, bool inTls, CancellationToken stop)
    {
        if (host.Hello == HelloSupport.Endless && verb == "EHLO")
        {
            await FloodAsync(connection, "250-X-MORE\r\n", stop).ConfigureAwait(false);
            return;
        }

        string? refusal = host.Hello switch
        {
            HelloSupport.Refused => "550 5.7.1 not welcome\r\n",
            HelloSupport.HeloOnly when verb == "EHLO" => "502 command not known\r\n",
            _ => null,
        };
        if (refusal is not null || verb == "HELO")
        {
            await connection.WriteAsync(refusal ?? $"250 {HostName}\r\n", stop).ConfigureAwait(false);
            return;
        }

        List<string> lines = [HostName, .. inTls ? host.CapabilitiesAfterTls : host.CapabilitiesBeforeTls];
        if (!inTls && host.StartTls == StartTlsSupport.Stripped)
            lines.Add("XXXXXXXA");
        else if (!inTls && host.StartTls != StartTlsSupport.NotOffered)
            lines.Add("STARTTLS");
        await connection.WriteAsync(string.Concat(lines.Select((text, i) => $"250{(i < lines.Count - 1 ? '-' : ' ')}{text}\r\n")), stop)
            .ConfigureAwait(false);
    }

    private string? RefusalOfStartTls() => host.StartTls switch
    {
        _ when host.Hello is HelloSupport.HeloOnly => "502 command not known\r\n",
        StartTlsSupport.NotOffered or StartTlsSupport.NotImplemented => "502 5.5.1 command not implemented\r\n",
        StartTlsSupport.Stripped => "500 5.5.1 command unrecognized: \"XXXXXXXX\"\r\n",
        StartTlsSupport.Unavailable => "454 4.7.0 TLS not available due to local problem\r\n",
        _ => null,
    };

    // Null: the session is over.
    private async ValueTask<TlsConnection?> StartTlsAsync(CancellationToken stop)
    {
        const string Acceptance = "220 2.0.0 ready to start TLS\r\n";
        string injected = host.StartTls == StartTlsSupport.InjectsCleartext ? "250 2.0.0 injected\r\n" : "";
        await cleartext.WriteAsync(Acceptance + injected, stop).ConfigureAwait(false);
        switch (host.StartTls)
        {
            case StartTlsSupport.Closes:
                return null;
            case StartTlsSupport.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
                return null;
            case StartTlsSupport.HandshakeFails:
                await cleartext.ReadAsync(new byte[FloodPieceLength], stop).ConfigureAwait(false);
                await cleartext.WriteAsync(HandshakeFailureAlert, stop).ConfigureAwait(false);
                return null;
            case StartTlsSupport.Garbage:
                await cleartext.WriteAsync("this is not a TLS record\r\n", stop).ConfigureAwait(false);
                await cleartext.ReadLineAsync(stop).ConfigureAwait(false);
                return null;
            default:
                var tls = new TlsConnection(cleartext, host, chain);
                return await tls.HandshakeAsync(session, stop).ConfigureAwait(false) ? tls : null;
        }
    }

    private static async ValueTask FloodAsync(Connection connection, string unit, CancellationToken stop)
    {
        string piece = string.Concat(Enumerable.Repeat(unit, FloodPieceLength / unit.Length));
        while (true)
            await connection.WriteAsync(piece, stop).ConfigureAwait(false);
    }
}
