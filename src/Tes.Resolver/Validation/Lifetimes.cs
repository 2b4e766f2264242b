namespace Tes.Resolver.Validation;

/// <summary>How long results are kept.</summary>
internal static class Lifetimes
{
    /// <summary>Longest time anything is kept. Unbound's cache-max-ttl: one day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Bogus data: long enough to spare its servers, short enough for repairs. Unbound's bogus TTL: 60 s.</summary>
    public static readonly TimeSpan Bogus = TimeSpan.FromSeconds(60);

    public static TimeSpan Of(uint ttl) => ttl > Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(ttl);

    public static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    public static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
