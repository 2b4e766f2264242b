namespace Tes.Scan.Survey.Countries;

/// <summary>
/// A data section of a MaxMind DB file (version 2.0 of the specification, "Output Data Section"), read where it lies: the members that
/// are asked for, and nothing is made of the others. What breaks the format is as if it were not there. Offsets
/// are from the begin of the section, which is what pointers count from.
/// </summary>
/// <param name="octets">The section and what comes after it.</param>
internal sealed class DataSection(ReadOnlyMemory<byte> octets)
{
    // "Data Field Format": sizes from here on, by the octets that the size takes.
    private static ReadOnlySpan<int> SizesFrom => [0, 29, 285, 65_821];

    // The same of pointers; those of four octets count from 0.
    private static ReadOnlySpan<int> PointersFrom => [0, 0, 2048, 526_336, 0];

    /// <summary>Octets of the section.</summary>
    public int Length => octets.Length;

    /// <summary>Where the value of a member of a map is; null where there is no such member, or no map.</summary>
    /// <param name="at">The map, or a pointer to it.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="left">How many fields may be gone through; lowered by those that were. When there are none left, nothing is found.</param>
    public int? FindMember(int at, ReadOnlySpan<byte> name, ref int left)
    {
        if (Follow(at) is not { Type: FieldType.Map } map)
            return null;
        int position = map.End;
        for (int member = 0; member < map.Size; member++)
        {
            if (ReadField(position) is not { } key || !TryReadText(position, out ReadOnlySpan<byte> found))
                return null;
            if (found.SequenceEqual(name))
                return key.End;
            if (Skip(key.End, ref left) is not { } next)
                return null;
            position = next;
        }

        return null;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="at">The text, or a pointer to it.</param>
    /// <param name="text">UTF-8, as it stands there.</param>
    public bool TryReadText(int at, out ReadOnlySpan<byte> text)
    {
        Field? field = Follow(at);
        text = field is { Type: FieldType.Text } found ? octets.Span.Slice(found.Start, found.Size) : default;
        return field is { Type: FieldType.Text };
    }

    /// <summary>Reads an unsigned number; null where there is none, or it takes more than four octets.</summary>
    /// <param name="at">The number, or a pointer to it.</param>
    public uint? ReadNumber(int at) =>
        Follow(at) is { Type: FieldType.UInt16 or FieldType.UInt32 or FieldType.UInt64 or FieldType.UInt128, Size: <= sizeof(uint) } field ? BigEndian(octets.Span.Slice(field.Start, field.Size)) : null;

    /// <summary>An unsigned number of up to four octets, the highest first.</summary>
    public static uint BigEndian(ReadOnlySpan<byte> number)
    {
        uint value = 0;
        foreach (byte octet in number)
            value = (value << 8) | octet;
        return value;
    }

    // "pointer": it is illegal for a pointer to point to another pointer.
    private Field? Follow(int at) => ReadField(at) switch
    {
        { Type: FieldType.Pointer } pointer => ReadField(pointer.Size) is { Type: not FieldType.Pointer } target ? target : null,
        var field => field,
    };

    // Where the field after this one begins, with all that is in it. It goes along and not down: there is no depth to it.
    private int? Skip(int at, ref int left)
    {
        for (long pending = 1; pending > 0; pending--)
        {
            if (left == 0 || ReadField(at) is not { } field)
                return null;
            left--;
            pending += field.Type switch { FieldType.Map => 2L * field.Size, FieldType.Array => field.Size, _ => 0 };
            at = field.End;
        }

        return at;
    }

    private Field? ReadField(int at)
    {
        ReadOnlySpan<byte> rest = at >= 0 && at < octets.Length ? octets.Span[at..] : default;
        if (rest.IsEmpty)
            return null;
        byte control = rest[0];
        var type = (FieldType)(control >> 5);
        if (type == FieldType.Pointer)
            return ReadPointer(rest, control, at);
        int used = 1;
        if (type == FieldType.Extended)
        {
            if (rest.Length < 2)
                return null;
            type = FieldType.Map + rest[1];
            used = 2;
            if (type is <= FieldType.Map or FieldType.CacheContainer or FieldType.EndMarker or > FieldType.Float)
                return null;
        }

        int size = control & 0b11111;
        if (size >= 29)
        {
            int sizeOctets = size - 28;
            if (rest.Length < used + sizeOctets)
                return null;
            size = SizesFrom[sizeOctets] + (int)BigEndian(rest.Slice(used, sizeOctets));
            used += sizeOctets;
        }

        int length = type is FieldType.Map or FieldType.Array or FieldType.Boolean ? 0 : size;
        return rest.Length - used >= length ? new Field(type, size, at + used, at + used + length) : null;
    }

    private Field? ReadPointer(ReadOnlySpan<byte> rest, byte control, int at)
    {
        int size = 1 + ((control >> 3) & 0b11);
        if (rest.Length < 1 + size)
            return null;
        // The lowest bits of the control octet are the highest of the pointer, but where it has all four octets.
        uint high = size == sizeof(uint) ? 0 : (uint)(control & 0b111) << (8 * size);
        long target = PointersFrom[size] + (long)(high | BigEndian(rest.Slice(1, size)));
        return target < octets.Length ? new Field(FieldType.Pointer, (int)target, at + 1 + size, at + 1 + size) : null;
    }
}
