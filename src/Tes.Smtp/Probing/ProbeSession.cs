using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tes.Smtp;

/// <summary>One session with one address: does the I/O for the states of the client, cleartext first, then TLS, then inside it.</summary>
internal sealed class ProbeSession(ProbeOptions options, SessionTimer timer, IPEndPoint remote, string serverName) : IDisposable
{
    private const int BufferLength = 4096; // most replies come in one piece

    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly List<PeerQuirk> _quirks = [];
    private Socket? _socket;
    private IPAddress? _localAddress;

    /// <summary>Probes the address.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ProbeReport> RunAsync()
    {
        if (await timer.RunAsync(SmtpStage.Connect, options.ConnectTimeout, ConnectAsync) is { } failure)
            return Report(new CleartextFindings { StartTls = StartTlsOutcome.Unreachable, Failure = failure });

        var ehloName = options.EhloName ?? EhloName.Of(Dns.GetHostName(), _localAddress!);
        var channel = new CleartextChannel(_socket!);
        var end = await ConverseAsync(channel, new AwaitGreeting(ehloName), command: null);
        if (end.Findings.Capabilities is { UsesLegacyAuth: true }) Note(PeerQuirk.LegacyAuthSyntax);
        if (end.Departure == Departure.StartTls) return await ProbeTlsAsync(end.Findings, ehloName);
        if (end.Departure == Departure.Quit) await QuitAsync(channel, isInOrder: end.Findings.Failure is null);
        return Report(end.Findings);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        _socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(remote, cancellation);
        _localAddress = ((IPEndPoint)_socket.LocalEndPoint!).Address;
    }

    private async Task<ProbeReport> ProbeTlsAsync(CleartextFindings before, string ehloName)
    {
        using var channel = new TlsChannel(_socket!, SniName.Of(serverName));
        TlsSession? session = null;
        var isInjected = false;
        var failure = await timer.RunAsync(SmtpStage.TlsHandshake, options.ReplyTimeout, async cancellation =>
        {
            // RFC 3207 §4: in TLS the client speaks first, so whatever is there by now was sent in the clear
            isInjected = _socket!.Available > 0;
            if (!isInjected) session = await channel.HandshakeAsync(cancellation);
        });
        if (isInjected) failure = new SmtpFailure.ProtocolViolation(SmtpStage.StartTls, ProtocolFault.BytesAfterStartTlsReply, "cleartext after the reply to STARTTLS");
        if (failure is not null)
            return Report(before with { StartTls = StartTlsOutcome.HandshakeFailed, Failure = failure });

        var end = await ConverseAsync(channel, new AwaitEhloReplyAfterTls(), $"EHLO {ehloName}");
        // RFC 8446 §4.4.2.4, §6: in TLS 1.3 the server's verdict on our part of the handshake comes after it, as an alert
        if (end.Findings.Failure is SmtpFailure.TlsFailed { Party: SmtpParty.Server } rejected)
            return Report(before with { StartTls = StartTlsOutcome.HandshakeFailed, Failure = rejected });

        if (end.Findings.Capabilities is { StartTls: true }) Note(PeerQuirk.StartTlsOfferedInsideTls);
        if (end.Departure == Departure.Quit) await QuitAsync(channel, isInOrder: end.Findings.Failure is null);
        // A courtesy: nothing depends on whether it arrives
        _ = await timer.RunAsync(SmtpStage.Quit, ProbeOptions.QuitTimeout, channel.CloseAsync);
        return Report(before with { StartTls = StartTlsOutcome.Accepted, Failure = end.Findings.Failure }) with
        {
            Tls = session,
            CapabilitiesAfterTls = end.Findings.Capabilities,
        };
    }

    private async Task QuitAsync(IChannel channel, bool isInOrder)
    {
        var end = await ConverseAsync(channel, new AwaitQuitReply(), "QUIT");
        if (isInOrder && end.Findings is { } quirk) Note(quirk);
    }

    private async Task<Turn<TFindings>.End> ConverseAsync<TFindings>(IChannel channel, ClientState<TFindings> first, string? command)
    {
        var dialogue = new Dialogue<TFindings>(first);
        Turn<TFindings> turn = command is null ? new Turn<TFindings>.Listen() : new Turn<TFindings>.Speak(Encoding.ASCII.GetBytes(command + "\r\n"));
        while (turn is not Turn<TFindings>.End)
        {
            // One limit for a command and the whole of its reply: a server that drips octets gains no time by it
            var limit = dialogue.Stage == SmtpStage.Quit && options.ReplyTimeout > ProbeOptions.QuitTimeout ? ProbeOptions.QuitTimeout : options.ReplyTimeout;
            var failure = await timer.RunAsync(dialogue.Stage, limit, async cancellation =>
            {
                if (turn is Turn<TFindings>.Speak speak) await channel.SendAsync(speak.Octets, cancellation);
                do
                {
                    var count = await channel.ReceiveAsync(_buffer, cancellation);
                    turn = count > 0 ? dialogue.Receive(_buffer.AsSpan(0, count)) : throw new EndOfStreamException();
                }
                while (turn is Turn<TFindings>.Listen);
            });
            if (failure is not null) turn = dialogue.Abandon(failure);
        }
        foreach (var quirk in dialogue.Quirks) Note(quirk);
        return (Turn<TFindings>.End)turn;
    }

    private void Note(PeerQuirk quirk)
    {
        if (!_quirks.Contains(quirk)) _quirks.Add(quirk);
    }

    private ProbeReport Report(CleartextFindings findings) => new()
    {
        Address = remote.Address,
        Port = remote.Port,
        ServerName = serverName,
        Greeting = findings.Greeting,
        Hello = findings.Hello,
        CapabilitiesBeforeTls = findings.Capabilities,
        StartTls = findings.StartTls ?? throw new InvalidOperationException("A phase ended without an answer about STARTTLS."),
        Failure = findings.Failure,
        Elapsed = timer.Elapsed,
        Quirks = [.. _quirks],
    };
}
