using System.Buffers.Binary;

namespace Tes.Dns.Wire;

/// <summary>Grows a DNS message; compresses names where asked (RFC 1035 §4.1.4).</summary>
internal sealed class WireWriter(int capacity = 512)
{
    private Dictionary<DomainName, int>? _names;
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void WriteByte(byte value) => Grow(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Grow(value.Length));

    public void PatchUInt16(int offset, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(offset), value);

    /// <summary>Forgets all that was written from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        Length = length;
        foreach ((DomainName name, int offset) in _names ?? [])
        {
            if (offset >= length)
                _names!.Remove(name);
        }
    }

    public void WriteName(DomainName name) => WriteBytes(name.Wire);

    public void WriteCompressedName(DomainName name)
    {
        _names ??= [];
        for (DomainName rest = name; !rest.IsRoot; rest = rest.Parent)
        {
            if (_names.TryGetValue(rest, out int target))
            {
                WriteUInt16((ushort)(0xc000 | target));
                return;
            }

            // A pointer has 14 bits.
            if (Length < 0x4000)
                _names.Add(rest, Length);
            WriteBytes(rest.Wire[..(1 + rest.Wire[0])]);
        }

        WriteByte(0);
    }

    private Span<byte> Grow(int count)
    {
        if (Length + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        Span<byte> span = _buffer.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
