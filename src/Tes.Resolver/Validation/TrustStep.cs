namespace Tes.Resolver.Validation;

/// <summary>What one label on the way down showed.</summary>
/// <param name="Trust">Trust for names at and below the label.</param>
/// <param name="Below">Whether further labels need to be looked at.</param>
/// <param name="Expires">Until when it may be kept.</param>
internal sealed record TrustStep(ZoneTrust Trust, WayDown Below, DateTimeOffset Expires);
