namespace Tes.Resolver.Caching;

/// <summary>Whether a value that was made for those who wait for it stays for others.</summary>
internal enum Retention
{
    /// <summary>For as long as it lives.</summary>
    ForLifetime,

    /// <summary>Only those who wait get it.</summary>
    None,
}
