namespace Tes.Smtp;

/// <summary>What a client does after a reply.</summary>
/// <typeparam name="TFindings">What the phase finds out.</typeparam>
internal abstract class ClientStep<TFindings>
{
    private ClientStep()
    {
    }

    /// <summary>Sends a command and waits for its reply.</summary>
    public sealed class Send(string command, ClientState<TFindings> next) : ClientStep<TFindings>
    {
        /// <summary>The command line, without CRLF.</summary>
        public string Command { get; } = command;

        /// <summary>The state that waits for the reply.</summary>
        public ClientState<TFindings> Next { get; } = next;
    }

    /// <summary>The phase is over.</summary>
    public sealed class Leave(TFindings findings, Departure departure) : ClientStep<TFindings>
    {
        /// <summary>What it found out.</summary>
        public TFindings Findings { get; } = findings;

        /// <summary>How to go on.</summary>
        public Departure Departure { get; } = departure;
    }
}
