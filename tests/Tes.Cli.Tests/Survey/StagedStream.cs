using System.Text;

namespace Tes.Cli.Tests.Survey;

/// <summary>A text that comes in two parts; something happens before the second is read.</summary>
internal sealed class StagedStream(string first, string second, Action between) : MemoryStream
{
    private readonly MemoryStream _second = new(Encoding.UTF8.GetBytes(second));
    private readonly MemoryStream _first = new(Encoding.UTF8.GetBytes(first));
    private bool _begun;

    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_first.Read(buffer) is > 0 and var read)
            return read;
        if (!_begun)
            between();
        _begun = true;
        return _second.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        _first.Dispose();
        _second.Dispose();
        base.Dispose(disposing);
    }
}
