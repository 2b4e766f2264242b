namespace Tes.Mail.Dkim;

/// <summary>How to verify.</summary>
/// <param name="Time">The time for x= and t=.</param>
public sealed record DkimVerifierOptions(DateTimeOffset Time)
{
    /// <summary>Keys imported before; null to import each anew.</summary>
    public DkimKeyCache? Keys { get; init; }
}
