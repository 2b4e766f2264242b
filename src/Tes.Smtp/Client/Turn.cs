namespace Tes.Smtp;

/// <summary>What a <see cref="Dialogue{TFindings}"/> wants next.</summary>
/// <typeparam name="TFindings">What the phase finds out.</typeparam>
internal abstract class Turn<TFindings>
{
    private Turn()
    {
    }

    /// <summary>More octets from the server.</summary>
    public sealed class Listen : Turn<TFindings>;

    /// <summary>Octets to send; then those of the server.</summary>
    public sealed class Speak(byte[] octets) : Turn<TFindings>
    {
        /// <summary>One command line.</summary>
        public ReadOnlyMemory<byte> Octets { get; } = octets;
    }

    /// <summary>Nothing: the phase is over.</summary>
    public sealed class End(TFindings findings, Departure departure) : Turn<TFindings>
    {
        /// <summary>What the phase found out.</summary>
        public TFindings Findings { get; } = findings;

        /// <summary>How to go on.</summary>
        public Departure Departure { get; } = departure;
    }
}
