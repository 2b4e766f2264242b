namespace Tes.Dns;

/// <summary>Comparison of octets with ASCII letters folded (RFC 4343 §3).</summary>
internal static class Ascii
{
    public static byte ToLower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length == right.Length && (left.SequenceEqual(right) || CompareIgnoreCase(left, right) == 0);

    public static int CompareIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int shared = Math.Min(left.Length, right.Length);
        for (int i = 0; i < shared; i++)
        {
            int order = ToLower(left[i]) - ToLower(right[i]);
            if (order != 0)
                return order;
        }

        return left.Length - right.Length;
    }
}
