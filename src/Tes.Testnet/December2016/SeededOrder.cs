using System.Security.Cryptography;
using System.Text;

namespace Tes.Testnet.December2016;

/// <summary>Chance that comes out the same everywhere and for ever: by digests of names, not by a generator of some library's version.</summary>
internal sealed class SeededOrder(string seed)
{
    /// <summary>The items in an order of their own for each seed and purpose.</summary>
    /// <param name="purpose">What the order is for.</param>
    /// <param name="items">The items, each with a name of its own.</param>
    /// <param name="name">The name of one.</param>
    public IReadOnlyList<T> Of<T>(string purpose, IEnumerable<T> items, Func<T, string> name) =>
        [.. items.OrderBy(item => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {purpose} {name(item)}"))), StringComparer.Ordinal)];
}
