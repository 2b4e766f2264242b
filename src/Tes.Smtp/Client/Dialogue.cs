using System.Text;

namespace Tes.Smtp;

/// <summary>One phase of a session without its I/O: takes octets of the server, gives the next thing to do.</summary>
/// <remarks>Its parser is its own, so that octets read ahead die with the phase.</remarks>
internal sealed class Dialogue<TFindings>(ClientState<TFindings> first)
{
    private readonly ReplyParser _parser = new();
    private ClientState<TFindings> _state = first;

    /// <summary>The stage of the session.</summary>
    public SmtpStage Stage => _state.Stage;

    /// <summary>What was read over in this phase.</summary>
    public IReadOnlyList<PeerQuirk> Quirks => _parser.Quirks;

    /// <summary>Takes what the server sent.</summary>
    public Turn<TFindings> Receive(ReadOnlySpan<byte> input)
    {
        switch (_parser.Read(input, out var consumed))
        {
            case ParsedReply.Complete complete:
                return Answer(complete.Reply, hasReadAhead: consumed < input.Length);
            case ParsedReply.Malformed malformed:
                return Abandon(new SmtpFailure.ProtocolViolation(Stage, malformed.Fault, malformed.Detail));
            default:
                return new Turn<TFindings>.Listen();
        }
    }

    /// <summary>Ends the phase because of something outside of it.</summary>
    public Turn<TFindings> Abandon(SmtpFailure failure) => new Turn<TFindings>.End(_state.Abandon(failure), Departure.Close);

    private Turn<TFindings> Answer(SmtpReply reply, bool hasReadAhead)
    {
        var step = _state.Receive(reply);
        switch (step)
        {
            // RFC 3207 §4: after the reply the next octets are TLS, and the server does not speak first in TLS
            case ClientStep<TFindings>.Leave { Departure: Departure.StartTls } when hasReadAhead:
                return Abandon(new SmtpFailure.ProtocolViolation(Stage, ProtocolFault.BytesAfterStartTlsReply, "cleartext after the reply to STARTTLS"));
            // A refusal stands, whatever else the server says in the same breath
            case ClientStep<TFindings>.Leave leave when hasReadAhead && reply.Code.Severity is (ReplySeverity.Transient or ReplySeverity.Permanent):
                return new Turn<TFindings>.End(leave.Findings, Departure.Close);
            // RFC 5321 §2.1: commands and replies alternate; an extra reply would be taken for that of the next command
            case ClientStep<TFindings>.Send or ClientStep<TFindings>.Leave { Departure: Departure.Quit } when hasReadAhead:
                return Abandon(new SmtpFailure.ProtocolViolation(Stage, ProtocolFault.UnsolicitedReply, "a second reply without a command"));
            case ClientStep<TFindings>.Send send:
                _state = send.Next;
                return new Turn<TFindings>.Speak(Encoding.ASCII.GetBytes(send.Command + "\r\n"));
            case ClientStep<TFindings>.Leave leave:
                return new Turn<TFindings>.End(leave.Findings, leave.Departure);
            default:
                throw new InvalidOperationException($"No such step: {step.GetType()}.");
        }
    }
}
