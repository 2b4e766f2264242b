namespace Tes.Smtp;

/// <summary>Why a session did not go all the way: at which stage, by whom, and how.</summary>
/// <remarks>A refused command and a dead session are different cases. <see cref="Detail"/> is our own text and safe to print; <see cref="Reply"/> is the peer's.</remarks>
public abstract class SmtpFailure
{
    private SmtpFailure(SmtpStage stage, SmtpParty party, string detail, SmtpReply? reply)
    {
        Stage = stage;
        Party = party;
        Detail = detail;
        Reply = reply;
    }

    /// <summary>How far the session had come.</summary>
    public SmtpStage Stage { get; }

    /// <summary>Whose action it was.</summary>
    public SmtpParty Party { get; }

    /// <summary>A short English phrase of ours: printable ASCII, nothing of the peer's in it.</summary>
    public string Detail { get; }

    /// <summary>The reply that told of the failure, where there was one.</summary>
    public SmtpReply? Reply { get; }

    /// <summary>Calls the function of the case at hand; every case must be given.</summary>
    public abstract T Match<T>(
        Func<NotConnected, T> notConnected,
        Func<Refused, T> refused,
        Func<SessionLost, T> sessionLost,
        Func<ProtocolViolation, T> protocolViolation,
        Func<TlsFailed, T> tlsFailed,
        Func<Withheld, T> withheld);

    /// <summary>Stage, party and detail.</summary>
    public override string ToString() => $"{Stage} ({Party}): {Detail}";

    /// <summary>There was no TCP connection.</summary>
    public sealed class NotConnected(ConnectFault fault, string detail)
        : SmtpFailure(SmtpStage.Connect, fault == ConnectFault.Refused ? SmtpParty.Server : SmtpParty.Network, detail, reply: null)
    {
        /// <summary>What kept us from connecting.</summary>
        public ConnectFault Fault { get; } = fault;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(notConnected);
            return notConnected(this);
        }
    }

    /// <summary>The server replied 4yz or 5yz; the session itself was intact.</summary>
    public sealed class Refused(SmtpStage stage, SmtpReply reply)
        : SmtpFailure(stage, SmtpParty.Server, $"refused with {reply.Code}", reply)
    {
        /// <summary>The refusing reply, raw: escape before display.</summary>
        public new SmtpReply Reply { get; } = reply;

        /// <summary>True for 4yz: a later attempt may work (RFC 5321 §4.2.1).</summary>
        public bool IsTransient => Reply.Code.Severity == ReplySeverity.Transient;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(refused);
            return refused(this);
        }
    }

    /// <summary>The connection ended, or had to be ended because time was up.</summary>
    public sealed class SessionLost(SmtpStage stage, SessionFault fault, string detail)
        : SmtpFailure(stage, fault == SessionFault.Reset ? SmtpParty.Network : fault == SessionFault.Closed ? SmtpParty.Server : SmtpParty.Client, detail, reply: null)
    {
        /// <summary>How it ended.</summary>
        public SessionFault Fault { get; } = fault;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(sessionLost);
            return sessionLost(this);
        }
    }

    /// <summary>The server's bytes are not SMTP, or exceed a limit; we ended the session.</summary>
    public sealed class ProtocolViolation(SmtpStage stage, ProtocolFault fault, string detail, SmtpReply? reply = null)
        : SmtpFailure(stage, SmtpParty.Client, detail, reply)
    {
        /// <summary>Which rule was broken.</summary>
        public ProtocolFault Fault { get; } = fault;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(protocolViolation);
            return protocolViolation(this);
        }
    }

    /// <summary>TLS was ended by an alert of either side (RFC 8446 §6), in the handshake or after it.</summary>
    public sealed class TlsFailed(SmtpStage stage, SmtpParty party, byte alert, string alertName)
        : SmtpFailure(stage, party, $"TLS alert {alertName} ({alert}) from {(party == SmtpParty.Server ? "the server" : "us")}", reply: null)
    {
        /// <summary>The number of the alert (IANA TLS Alerts).</summary>
        public byte Alert { get; } = alert;

        /// <summary>The IANA name of the alert, such as handshake_failure.</summary>
        public string AlertName { get; } = alertName;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(tlsFailed);
            return tlsFailed(this);
        }
    }

    /// <summary>There was no session and no attempt at one, because we chose so. Nothing is said of the server.</summary>
    public sealed class Withheld(WithheldCause cause)
        : SmtpFailure(SmtpStage.Connect, SmtpParty.Client, DetailOf(cause), reply: null)
    {
        /// <summary>Why.</summary>
        public WithheldCause Cause { get; } = cause;

        /// <inheritdoc/>
        public override T Match<T>(Func<NotConnected, T> notConnected, Func<Refused, T> refused, Func<SessionLost, T> sessionLost, Func<ProtocolViolation, T> protocolViolation, Func<TlsFailed, T> tlsFailed, Func<Withheld, T> withheld)
        {
            ArgumentNullException.ThrowIfNull(withheld);
            return withheld(this);
        }

        private static string DetailOf(WithheldCause cause) => cause switch
        {
            WithheldCause.OptedOut => "not connected to: opted out",
            WithheldCause.LeftAlone => "not connected to: the server put us off too often",
            WithheldCause.BackingOff => "not connected to: servers of its operator put us off",
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Not a cause."),
        };
    }
}
