using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tes.Resolver.Upstreams;

/// <summary>Unpredictable small numbers from the system's generator, fetched in stock: one call of it per query would cost more than the query.</summary>
internal static class RandomNumbers
{
    // Own choice: a page of octets a thread.
    private const int Stock = 2048;

    [ThreadStatic]
    private static ushort[]? _numbers;

    [ThreadStatic]
    private static int _left;

    /// <summary>Any number of 16 bits.</summary>
    public static ushort Next()
    {
        ushort[] numbers = _numbers ??= new ushort[Stock];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(numbers.AsSpan()));
            _left = Stock;
        }

        // Taken out, so that a number is given once and then no longer in memory.
        ushort number = numbers[--_left];
        numbers[_left] = 0;
        return number;
    }
}
