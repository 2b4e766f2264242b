using System.Net.Sockets;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp;

/// <summary>The clock of one probe: runs each step within its own limit and the limit of the whole, and turns what goes wrong into a failure.</summary>
internal sealed class SessionTimer : IDisposable
{
    private readonly TimeSpan _total;
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly long _start;
    private Alarm _alarm;

    /// <param name="total">Limit of all steps together.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">Ends the step that runs.</param>
    public SessionTimer(TimeSpan total, TimeProvider time, CancellationToken caller)
    {
        _total = total;
        _time = time;
        _caller = caller;
        _start = time.GetTimestamp();
        _alarm = new Alarm(time, caller);
    }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Runs one step.</summary>
    /// <returns>Null when it came to its end; else why not.</returns>
    /// <exception cref="OperationCanceledException">The caller of the probe cancelled it.</exception>
    public async ValueTask<SmtpFailure?> RunAsync(SmtpStage stage, TimeSpan limit, Func<CancellationToken, ValueTask> step)
    {
        _caller.ThrowIfCancellationRequested();
        TimeSpan left = _total - Elapsed;
        if (left <= TimeSpan.Zero) return TimeIsUp(stage, isOwn: false);
        // It may have rung after the step before had come to its end, or be about to
        if (!_alarm.TryReset())
        {
            _alarm.Dispose();
            _alarm = new Alarm(_time, _caller);
        }
        _alarm.SetTo(limit < left ? limit : left);
        try
        {
            await step(_alarm.Token);
            return null;
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            return TimeIsUp(stage, isOwn: limit < left);
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
    public void Dispose() => _alarm.Dispose();

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

    /// <summary>One timer and one registration with the caller for all the steps.</summary>
    private sealed class Alarm : IDisposable
    {
        private readonly CancellationTokenSource _source;
        private readonly CancellationTokenRegistration _caller;

        public Alarm(TimeProvider time, CancellationToken caller)
        {
            _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        }

        public CancellationToken Token => _source.Token;

        /// <summary>Whether it can be set again, and will not ring for what it was set to before.</summary>
        public bool TryReset() => _source.TryReset();

        public void SetTo(TimeSpan delay) => _source.CancelAfter(delay);

        public void Dispose()
        {
            _caller.Dispose();
            _source.Dispose();
        }
    }
}
