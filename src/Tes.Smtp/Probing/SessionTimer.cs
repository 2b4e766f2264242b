using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp;

/// <summary>The clock of one probe: runs each step within its own limit and the limit of the whole, and turns what goes wrong into a failure.</summary>
internal sealed class SessionTimer(TimeSpan total, TimeProvider time, CancellationToken caller) : IDisposable
{
    private readonly CancellationTokenSource _total = new(total, time);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Runs one step.</summary>
    /// <returns>Null when it came to its end; else why not.</returns>
    /// <exception cref="OperationCanceledException">The caller of the probe cancelled it.</exception>
    public async ValueTask<SmtpFailure?> RunAsync(SmtpStage stage, TimeSpan limit, Func<CancellationToken, ValueTask> step)
    {
        using var own = new CancellationTokenSource(limit, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(own.Token, _total.Token, caller);
        try
        {
            any.Token.ThrowIfCancellationRequested();
            await step(any.Token);
            return null;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return TimeIsUp(stage, isOwn: own.IsCancellationRequested);
        }
        catch (SocketException fault)
        {
            return stage == SmtpStage.Connect ? NotConnected(fault.SocketErrorCode) : Lost(stage, fault);
        }
        catch (IOException fault)
        {
            return FailureOf(stage, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _total.Dispose();

    private static SmtpFailure TimeIsUp(SmtpStage stage, bool isOwn)
    {
        if (stage == SmtpStage.Connect) return new SmtpFailure.NotConnected(ConnectFault.TimedOut, "no answer to the connection request");
        return isOwn
            ? new SmtpFailure.SessionLost(stage, SessionFault.ReplyTimedOut, stage == SmtpStage.TlsHandshake ? "handshake took too long" : "no complete reply in time")
            : new SmtpFailure.SessionLost(stage, SessionFault.DeadlineExceeded, "time for the whole session is up");
    }

    private static SmtpFailure.NotConnected NotConnected(SocketError error) => error switch
    {
        SocketError.TimedOut => new(ConnectFault.TimedOut, "no answer to the connection request"),
        SocketError.ConnectionRefused => new(ConnectFault.Refused, "connection refused"),
        SocketError.HostUnreachable or SocketError.HostDown => new(ConnectFault.NoRoute, "host unreachable"),
        SocketError.NetworkUnreachable or SocketError.NetworkDown => new(ConnectFault.NoRoute, "network unreachable"),
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => new(ConnectFault.NoRoute, "no address of this family here"),
        SocketError.AccessDenied => new(ConnectFault.Other, "forbidden by this host"),
        _ => new(ConnectFault.Other, $"connection failed ({error})"),
    };

    private static SmtpFailure.SessionLost Lost(SmtpStage stage, SocketException fault) =>
        new(stage, SessionFault.Reset, fault.SocketErrorCode == SocketError.ConnectionReset ? "connection reset" : $"connection failed ({fault.SocketErrorCode})");

    private static SmtpFailure FailureOf(SmtpStage stage, IOException fault) => fault switch
    {
        EndOfStreamException => new SmtpFailure.SessionLost(stage, SessionFault.Closed, "connection closed by the server"),
        SessionTooLongException => new SmtpFailure.ProtocolViolation(stage, ProtocolFault.SessionTooLong, $"more than {TlsLimits.SessionLength} octets in TLS"),
        TlsFatalAlertReceived alert => new SmtpFailure.TlsFailed(stage, SmtpParty.Server, (byte)alert.AlertDescription, AlertName(alert.AlertDescription)),
        TlsFatalAlert alert => new SmtpFailure.TlsFailed(stage, SmtpParty.Client, (byte)alert.AlertDescription, AlertName(alert.AlertDescription)),
        _ => new SmtpFailure.SessionLost(stage, SessionFault.Reset, "connection failed"),
    };

    private static string AlertName(short alert) => AlertDescription.GetName(alert) is not "UNKNOWN" and var name ? name : "unassigned";
}
