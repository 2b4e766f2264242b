using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Wire;

namespace Tes.Dns.Records;

/// <summary>Reads the fields of uncompressed RDATA whose layout has been checked or is checked by the caller.</summary>
internal ref struct RdataReader(ReadOnlyMemory<byte> rdata)
{
    private readonly ReadOnlyMemory<byte> _rdata = rdata;
    private WireReader _reader = new(rdata.Span);

    public readonly bool AtEnd => _reader.Remaining == 0;

    public bool TryByte(out byte value) => _reader.TryReadByte(out value);

    public bool TryUInt16(out ushort value) => _reader.TryReadUInt16(out value);

    public bool TryUInt32(out uint value) => _reader.TryReadUInt32(out value);

    public bool TryName([NotNullWhen(true)] out DomainName? name)
    {
        if (!DomainName.TryReadUncompressed(_rdata.Span[_reader.Offset..], out name, out int length))
            return false;
        _reader.Offset += length;
        return true;
    }

    public bool TryLengthPrefixed(out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!_reader.TryReadByte(out byte length) || _reader.Remaining < length)
            return false;
        value = _rdata.Slice(_reader.Offset, length);
        _reader.Offset += length;
        return true;
    }

    public ReadOnlyMemory<byte> Rest()
    {
        ReadOnlyMemory<byte> rest = _rdata[_reader.Offset..];
        _reader.Offset = _rdata.Length;
        return rest;
    }
}
