namespace Tes.Testnet.Dns;

/// <summary>How a signed zone proves that something does not exist.</summary>
public abstract record Denial
{
    private Denial()
    {
    }

    /// <summary>NSEC (RFC 4034 §4).</summary>
    public sealed record Nsec : Denial;

    /// <summary>NSEC3 (RFC 5155); the defaults are those of RFC 9276 §3.1.</summary>
    public sealed record Nsec3 : Denial
    {
        /// <summary>Additional hash rounds.</summary>
        public ushort Iterations { get; init; }

        /// <summary>Salt in hexadecimal; empty for none.</summary>
        public string Salt { get; init; } = "";

        /// <summary>What becomes of insecure delegations.</summary>
        public OptOut OptOut { get; init; }
    }
}
