using Tes.Dns;

namespace Tes.Testnet.December2016;

/// <summary>A thousand made-up names of the kind that rank lists hold, in TLDs that RFC 6761 reserves: none of them is a real domain.</summary>
internal static class DomainNames
{
    // Own choice: one name in ten stands below the other TLD, as no list is of one TLD alone.
    private const int EveryOther = 10;

    private static readonly string[] First =
    [
        "alpha", "amber", "blue", "bright", "clear", "cloud", "cyber", "daily", "east", "easy",
        "fast", "first", "fresh", "global", "gold", "grand", "green", "happy", "inter", "lake",
        "light", "metro", "micro", "moon", "nord", "north", "nova", "omni", "open", "pixel",
        "prime", "quick", "red", "silver", "smart", "star", "sun", "super", "true", "urban",
    ];

    private static readonly string[] Second =
    [
        "bank", "blog", "books", "box", "cast", "chat", "deals", "forum", "games", "jobs",
        "kino", "market", "media", "music", "news", "photo", "post", "search", "shop", "sport",
        "stream", "travel", "video", "weather", "wiki",
    ];

    public static IReadOnlyList<DomainName> All { get; } =
        [.. First.SelectMany(first => Second.Select(second => first + second)).Select((name, i) => DomainName.Parse(name + (i % EveryOther == 0 ? ".example" : ".test")))];
}
