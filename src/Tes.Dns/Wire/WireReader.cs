using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tes.Dns.Wire;

/// <summary>Reads a DNS message octet by octet; every read says whether there was enough.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    // Own limit: a name of 255 octets has at most 127 labels, so more pointers than that are a loop in all but name.
    private const int MaxPointers = 127;

    private readonly ReadOnlySpan<byte> _message = message;
    private KnownNames _known;
    private int _nextKnown;

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
        // Most names of a message are pointers to a few others, so that these few are made once.
        int start = Offset;
        int target = start;
        if (Remaining >= 2 && (_message[start] & 0xc0) == 0xc0)
        {
            target = ((_message[start] & 0x3f) << 8) | _message[start + 1];
            if (target < start && FindKnown(target) is { } known)
            {
                Offset += 2;
                name = known;
                return true;
            }
        }

        Span<byte> wire = stackalloc byte[DomainName.MaxWireLength];
        if (!TryReadName(wire, out int length, out int labels))
        {
            name = null;
            return false;
        }

        name = DomainName.OfValidWire(wire[..length], labels);
        _known[_nextKnown++ % KnownNames.Count] = (target, name);
        return true;
    }

    /// <summary>As the other overload, but writes the name out in full to the front of <paramref name="wire"/>.</summary>
    /// <param name="wire">Room for <see cref="DomainName.MaxWireLength"/> octets.</param>
    /// <param name="written">Octets of the name with the root label.</param>
    /// <param name="labels">Labels without the root.</param>
    public bool TryReadName(scoped Span<byte> wire, out int written, out int labels)
    {
        written = 0;
        labels = 0;
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
            labels++;
        }

        Offset = afterName < 0 ? position : afterName;
        return true;
    }

    private readonly DomainName? FindKnown(int offset)
    {
        foreach ((int start, DomainName? name) in _known)
        {
            if (start == offset && name is not null)
                return name;
        }

        return null;
    }

    /// <summary>Names read last, by where they start.</summary>
    [InlineArray(Count)]
    private struct KnownNames
    {
        // Own choice: question, zone, and two more, as a denial has them.
        public const int Count = 4;

        private (int Start, DomainName? Name) _first;
    }
}
