namespace Tes.Testnet.December2016;

/// <summary>Domains that are alike.</summary>
/// <param name="Size">How many.</param>
/// <param name="Demonstrates">What they are an example of, one line in English.</param>
/// <param name="Declare">Makes a domain without anything into one of them.</param>
internal sealed record SiteGroup(int Size, string Demonstrates, Func<Site, Site> Declare);
