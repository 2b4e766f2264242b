using ZstdSharp;

namespace Tes.Scan.Survey.Lists;

/// <summary>Tells damage of compressed data in one way, whatever the library says.</summary>
internal sealed class DamageStream(Stream decompressing) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return decompressing.Read(buffer);
        }
        catch (Exception damage) when (damage is ZstdException or EndOfStreamException or InvalidDataException)
        {
            throw new InvalidDataException("the compressed data are damaged or cut off, or need more memory than is given to them", damage);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            decompressing.Dispose();
        base.Dispose(disposing);
    }
}
