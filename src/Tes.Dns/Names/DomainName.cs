using System.Diagnostics.CodeAnalysis;

namespace Tes.Dns;

/// <summary>
/// An absolute domain name (RFC 1034 §3.1): labels of 1 to 63 arbitrary octets, 255 octets in all with the root.
/// Immutable. Equality and order ignore the case of ASCII letters; the case as received is kept. The order is the
/// canonical order of RFC 4034 §6.1.
/// </summary>
public sealed class DomainName : IEquatable<DomainName>, IComparable<DomainName>
{
    /// <summary>Longest name in wire format with the root label (RFC 1035 §2.3.4).</summary>
    public const int MaxWireLength = 255;

    /// <summary>Longest label (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelLength = 63;

    private readonly byte[] _wire;
    private int _hash;
    private string? _text;

    private DomainName(byte[] wire, int labelCount)
    {
        _wire = wire;
        LabelCount = labelCount;
    }

    /// <summary>The root.</summary>
    public static DomainName Root { get; } = new([0], 0);

    /// <summary>Number of labels without the root: 0 for the root, 2 for <c>example.org</c>. A leading <c>*</c> counts.</summary>
    public int LabelCount { get; }

    /// <summary>The uncompressed wire format in the case as received.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>The uncompressed wire format as memory.</summary>
    public ReadOnlyMemory<byte> WireMemory => _wire;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => LabelCount == 0;

    /// <summary>Whether the left-most label is <c>*</c> (RFC 4592 §2.1.1).</summary>
    public bool IsWildcard => _wire.Length > 2 && _wire[0] == 1 && _wire[1] == (byte)'*';

    /// <summary>The name without its left-most label; the root is its own parent.</summary>
    public DomainName Parent => IsRoot ? this : Suffix(LabelCount - 1);

    /// <summary>The left-most label without its length octet; empty for the root.</summary>
    public ReadOnlySpan<byte> FirstLabel => _wire.AsSpan(1, _wire[0]);

    /// <summary>Equality by RFC 4343 §3.</summary>
    public static bool operator ==(DomainName? left, DomainName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality by RFC 4343 §3.</summary>
    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator <(DomainName left, DomainName right) => Compare(left, right) < 0;

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator >(DomainName left, DomainName right) => Compare(left, right) > 0;

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator <=(DomainName left, DomainName right) => Compare(left, right) <= 0;

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator >=(DomainName left, DomainName right) => Compare(left, right) >= 0;

    /// <summary>Reads a presentation-form name that is known to be right, as in tests and constants.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a domain name.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out DomainName? name, out ParseFailure failure)
            ? name
            : throw new FormatException($"'{text}' is not a domain name: {failure.Reason}");

    /// <summary>
    /// Reads a name in presentation form (RFC 1035 §5.1: <c>\DDD</c> and <c>\X</c> escapes), with or without the final dot.
    /// A lone dot is the root. Only ASCII: names in other scripts are converted to A-labels by the caller.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DomainName? name, out ParseFailure failure) =>
        TryParse(text, Root, out name, out failure);

    /// <summary>As the other overload, but a name without final dot is completed with <paramref name="origin"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DomainName origin, [NotNullWhen(true)] out DomainName? name, out ParseFailure failure) =>
        DomainNameText.TryParse(text, origin, out name, out failure);

    /// <summary>Reads an uncompressed name that fills <paramref name="wire"/> exactly or starts it.</summary>
    /// <param name="wire">Octets that start with the first label's length.</param>
    /// <param name="name">The name.</param>
    /// <param name="length">How many octets the name took.</param>
    /// <returns>False when a label or the name is too long, a compression pointer occurs, or the octets end early.</returns>
    public static bool TryReadUncompressed(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out DomainName? name, out int length)
    {
        name = null;
        length = 0;
        int offset = 0;
        int labels = 0;
        while (true)
        {
            if (offset >= wire.Length || offset >= MaxWireLength)
                return false;
            int labelLength = wire[offset];
            if (labelLength > MaxLabelLength)
                return false;
            offset += 1 + labelLength;
            if (labelLength == 0)
                break;
            labels++;
        }

        if (offset > MaxWireLength)
            return false;
        length = offset;
        name = labels == 0 ? Root : new DomainName(wire[..offset].ToArray(), labels);
        return true;
    }

    /// <summary>A name out of its whole wire format, which the caller has checked.</summary>
    internal static DomainName OfValidWire(ReadOnlySpan<byte> wire, int labels) => labels == 0 ? Root : new DomainName(wire.ToArray(), labels);

    /// <summary>The last <paramref name="labels"/> labels: <c>Suffix(1)</c> of <c>a.b.org</c> is <c>org</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The name has fewer labels.</exception>
    public DomainName Suffix(int labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, LabelCount);
        if (labels == LabelCount)
            return this;
        if (labels == 0)
            return Root;
        int offset = 0;
        for (int skip = LabelCount - labels; skip > 0; skip--)
            offset += 1 + _wire[offset];
        return new DomainName(_wire[offset..], labels);
    }

    /// <summary>Puts one label in front.</summary>
    /// <param name="label">1 to 63 octets.</param>
    /// <param name="name">The longer name.</param>
    /// <returns>False when the label is empty or too long, or the name would exceed 255 octets.</returns>
    public bool TryPrepend(ReadOnlySpan<byte> label, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (label.Length is 0 or > MaxLabelLength || _wire.Length + label.Length + 1 > MaxWireLength)
            return false;
        byte[] wire = new byte[_wire.Length + label.Length + 1];
        wire[0] = (byte)label.Length;
        label.CopyTo(wire.AsSpan(1));
        _wire.CopyTo(wire, label.Length + 1);
        name = new DomainName(wire, LabelCount + 1);
        return true;
    }

    /// <summary>Puts ASCII labels in front, as in <c>_25._tcp</c> + <c>mx.example.org</c>.</summary>
    /// <returns>False when the name would be too long or a label is empty or too long.</returns>
    public bool TryPrepend(string labels, [NotNullWhen(true)] out DomainName? name)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return TryParse(labels, this, out name, out _);
    }

    /// <summary><c>*.</c> in front of this name (RFC 4592); null when that is too long.</summary>
    public DomainName? ToWildcard() => TryPrepend("*"u8, out DomainName? name) ? name : null;

    /// <summary>
    /// Exchanges the suffix <paramref name="from"/> for <paramref name="to"/>, as DNAME does (RFC 6672 §2.2).
    /// </summary>
    /// <returns>False when this name is not below <paramref name="from"/> or the result is too long.</returns>
    public bool TryReplaceSuffix(DomainName from, DomainName to, [NotNullWhen(true)] out DomainName? name)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        name = null;
        if (!IsBelow(from))
            return false;
        int prefixLength = _wire.Length - from._wire.Length;
        if (prefixLength + to._wire.Length > MaxWireLength)
            return false;
        byte[] wire = new byte[prefixLength + to._wire.Length];
        _wire.AsSpan(0, prefixLength).CopyTo(wire);
        to._wire.CopyTo(wire, prefixLength);
        name = new DomainName(wire, LabelCount - from.LabelCount + to.LabelCount);
        return true;
    }

    /// <summary>Whether this name is <paramref name="ancestor"/> or below it.</summary>
    public bool IsAtOrBelow(DomainName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        if (ancestor.LabelCount > LabelCount || ancestor._wire.Length > _wire.Length)
            return false;
        int offset = 0;
        for (int skip = LabelCount - ancestor.LabelCount; skip > 0; skip--)
            offset += 1 + _wire[offset];
        return Ascii.EqualsIgnoreCase(_wire.AsSpan(offset), ancestor._wire);
    }

    /// <summary>Whether this name is strictly below <paramref name="ancestor"/>.</summary>
    public bool IsBelow(DomainName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        return LabelCount > ancestor.LabelCount && IsAtOrBelow(ancestor);
    }

    /// <summary>The longest name that both are at or below.</summary>
    public DomainName CommonAncestor(DomainName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        DomainName candidate = Suffix(Math.Min(LabelCount, other.LabelCount));
        while (!other.IsAtOrBelow(candidate))
            candidate = candidate.Parent;
        return candidate;
    }

    /// <summary>Wire format with ASCII letters in lower case (RFC 4034 §6.2).</summary>
    public byte[] ToCanonicalWire()
    {
        byte[] wire = (byte[])_wire.Clone();
        WriteCanonical(wire);
        return wire;
    }

    /// <summary>Writes the canonical wire format to the front of <paramref name="destination"/>.</summary>
    /// <returns>The number of octets written.</returns>
    public int WriteCanonical(Span<byte> destination)
    {
        // Length octets are below 64 and so never touched by lower-casing ('A' is 65).
        for (int i = 0; i < _wire.Length; i++)
            destination[i] = Ascii.ToLower(_wire[i]);
        return _wire.Length;
    }

    /// <inheritdoc/>
    public bool Equals(DomainName? other) =>
        other is not null && (ReferenceEquals(this, other) || Ascii.EqualsIgnoreCase(_wire, other._wire));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    // Many names are never looked up anywhere, so the hash is made when first asked for.
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = ComputeHash(_wire);

    /// <inheritdoc/>
    public int CompareTo(DomainName? other) => other is null ? 1 : Compare(this, other);

    /// <summary>Presentation form with final dot; octets outside printable ASCII as <c>\DDD</c>, so safe for any terminal.</summary>
    public override string ToString() => _text ??= DomainNameText.Format(_wire);

    /// <summary>Presentation form without final dot (the root stays a dot), as people write mail domains.</summary>
    public string ToDisplayString() => IsRoot ? "." : ToString()[..^1];

    private static int Compare(DomainName left, DomainName right)
    {
        // RFC 4034 §6.1: right-most labels first, each as left-justified unsigned lower-case octets.
        Span<byte> leftOffsets = stackalloc byte[128];
        Span<byte> rightOffsets = stackalloc byte[128];
        left.FillOffsets(leftOffsets);
        right.FillOffsets(rightOffsets);
        int shared = Math.Min(left.LabelCount, right.LabelCount);
        for (int i = 1; i <= shared; i++)
        {
            int a = leftOffsets[left.LabelCount - i];
            int b = rightOffsets[right.LabelCount - i];
            int order = Ascii.CompareIgnoreCase(left._wire.AsSpan(a + 1, left._wire[a]), right._wire.AsSpan(b + 1, right._wire[b]));
            if (order != 0)
                return order;
        }

        return left.LabelCount.CompareTo(right.LabelCount);
    }

    // Peers choose the names that fill tables: HashCode has a secret of the process in it, so that nobody can make
    // names that collide.
    private static int ComputeHash(ReadOnlySpan<byte> wire)
    {
        Span<byte> folded = stackalloc byte[MaxWireLength];
        for (int i = 0; i < wire.Length; i++)
            folded[i] = Ascii.ToLower(wire[i]);
        var hash = new HashCode();
        hash.AddBytes(folded[..wire.Length]);
        return hash.ToHashCode();
    }

    private void FillOffsets(Span<byte> offsets)
    {
        int offset = 0;
        for (int i = 0; i < LabelCount; i++)
        {
            offsets[i] = (byte)offset;
            offset += 1 + _wire[offset];
        }
    }
}
