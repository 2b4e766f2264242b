namespace Tes.Testnet.Smtp;

/// <summary>What becomes of connections to a host.</summary>
public enum Listening
{
    /// <summary>They are accepted.</summary>
    Accepts,

    /// <summary>Nothing listens: they are refused.</summary>
    Refuses,

    /// <summary>Nothing answers, as behind a firewall; shown on loopback as only Linux can.</summary>
    Unanswered,
}
