using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Tes.Dns.Wire;

/// <summary>Reads a DNS message octet by octet; every read says whether there was enough.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    // Own limit: a name of 255 octets has at most 127 labels, so more pointers than that are a loop in all but name.
    private const int MaxPointers = 127;

    private readonly ReadOnlySpan<byte> _message = message;

    public int Offset { get; set; }

    public readonly int Remaining => _message.Length - Offset;

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (Remaining < 1)
            return false;
        value = _message[Offset++];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_message[Offset..], out value))
            return false;
        Offset += 2;
        return true;
    }

    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_message[Offset..], out value))
            return false;
        Offset += 4;
        return true;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (count < 0 || Remaining < count)
            return false;
        value = _message.Slice(Offset, count);
        Offset += count;
        return true;
    }

    /// <summary>Reads a name that may be compressed (RFC 1035 §4.1.4). Pointers lead strictly backwards, so reading ends.</summary>
    public bool TryReadName([NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        Span<byte> wire = stackalloc byte[DomainName.MaxWireLength];
        int written = 0;
        int position = Offset;
        int lowest = Offset;
        int afterName = -1;
        int pointers = 0;
        while (true)
        {
            if (position >= _message.Length)
                return false;
            byte length = _message[position];
            if ((length & 0xc0) == 0xc0)
            {
                if (position + 1 >= _message.Length || ++pointers > MaxPointers)
                    return false;
                if (afterName < 0)
                    afterName = position + 2;
                int target = ((length & 0x3f) << 8) | _message[position + 1];
                if (target >= lowest)
                    return false;
                lowest = target;
                position = target;
                continue;
            }

            if (length > DomainName.MaxLabelLength || written + 1 + length > DomainName.MaxWireLength
                || position + 1 + length > _message.Length)
                return false;
            _message.Slice(position, 1 + length).CopyTo(wire[written..]);
            written += 1 + length;
            position += 1 + length;
            if (length == 0)
                break;
        }

        Offset = afterName < 0 ? position : afterName;
        return DomainName.TryReadUncompressed(wire[..written], out name, out _);
    }
}
