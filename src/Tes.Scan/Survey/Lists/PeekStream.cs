namespace Tes.Scan.Survey.Lists;

/// <summary>A stream of which the first octets can be looked at before it is read. It leaves the stream beneath open.</summary>
internal sealed class PeekStream(Stream beneath) : ForwardStream
{
    private readonly byte[] _start = new byte[4];
    private int _length = -1;
    private int _given;

    /// <summary>The first four octets, or fewer where there are no more.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        if (_length < 0)
            _length = beneath.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
        return _start.AsSpan(0, _length);
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> left = Peek()[_given..];
        if (left.IsEmpty)
            return beneath.Read(buffer);
        int count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        _given += count;
        return count;
    }
}
