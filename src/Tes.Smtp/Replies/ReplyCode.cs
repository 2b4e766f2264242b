using System.Globalization;

namespace Tes.Smtp;

/// <summary>The three-digit code of a reply, 200 to 599 (RFC 5321 §4.2.1).</summary>
/// <remarks>The second digit may be any: codes such as 571 are older than the grammar that ends at 5 and are still in use.</remarks>
public readonly record struct ReplyCode : IComparable<ReplyCode>
{
    /// <summary>Smallest value of a reply code in SMTP.</summary>
    public const int MinValue = 200;

    /// <summary>Largest value of a reply code in SMTP.</summary>
    public const int MaxValue = 599;

    /// <summary>Makes a reply code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 200 to 599.</exception>
    public ReplyCode(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, MinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        Value = value;
    }

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>What the first digit says (RFC 5321 §4.2.1).</summary>
    public ReplySeverity Severity => (ReplySeverity)(Value / 100);

    /// <summary>Compares the numbers.</summary>
    public static bool operator <(ReplyCode left, ReplyCode right) => left.Value < right.Value;

    /// <summary>Compares the numbers.</summary>
    public static bool operator >(ReplyCode left, ReplyCode right) => left.Value > right.Value;

    /// <summary>Compares the numbers.</summary>
    public static bool operator <=(ReplyCode left, ReplyCode right) => left.Value <= right.Value;

    /// <summary>Compares the numbers.</summary>
    public static bool operator >=(ReplyCode left, ReplyCode right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(ReplyCode other) => Value.CompareTo(other.Value);

    /// <summary>The three digits.</summary>
    public override string ToString() => Value.ToString("000", CultureInfo.InvariantCulture);
}
