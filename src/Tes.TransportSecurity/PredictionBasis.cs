namespace Tes.TransportSecurity;

/// <summary>How well a prediction is founded.</summary>
public enum PredictionBasis
{
    /// <summary>Everything that decides was seen.</summary>
    Observed,

    /// <summary>No address could be connected to: the hosts are down, or the tester is cut off. One cannot tell from here.</summary>
    NothingReached,

    /// <summary>An address that a sender would have tried first could not be tested.</summary>
    Inconclusive,
}
