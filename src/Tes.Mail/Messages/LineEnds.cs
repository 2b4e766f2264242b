namespace Tes.Mail.Messages;

/// <summary>
/// Line ends of messages in files. What is signed has CRLF, what Unix keeps has LF, and nothing but the file says which it is: the
/// end of the first line decides for all of it.
/// </summary>
public static class LineEnds
{
    /// <summary>The form of a file's first line end.</summary>
    public static LineEndForm FormOf(ReadOnlySpan<byte> octets)
    {
        int lineFeed = octets.IndexOf((byte)'\n');
        return lineFeed < 0 ? LineEndForm.None : lineFeed > 0 && octets[lineFeed - 1] == '\r' ? LineEndForm.CrLf : LineEndForm.Lf;
    }

    /// <summary>The message as it goes over the wire: of a file in the form <see cref="LineEndForm.Lf"/> every LF that follows no CR becomes CRLF; others stay.</summary>
    /// <returns>The same memory where nothing is to be changed.</returns>
    public static ReadOnlyMemory<byte> ToWire(ReadOnlyMemory<byte> octets)
    {
        if (FormOf(octets.Span) != LineEndForm.Lf)
            return octets;
        ReadOnlySpan<byte> file = octets.Span;
        byte[] wire = new byte[file.Length + CountBareLf(file)];
        int written = 0;
        while (file.IndexOf((byte)'\n') is >= 0 and int lineFeed)
        {
            file[..lineFeed].CopyTo(wire.AsSpan(written));
            written += lineFeed;
            if (written == 0 || wire[written - 1] != '\r')
                wire[written++] = (byte)'\r';
            wire[written++] = (byte)'\n';
            file = file[(lineFeed + 1)..];
        }

        file.CopyTo(wire.AsSpan(written));
        return wire;
    }

    private static int CountBareLf(ReadOnlySpan<byte> file)
    {
        int count = 0;
        for (int at = 0; file[at..].IndexOf((byte)'\n') is >= 0 and int found; at += found + 1)
        {
            if (at + found == 0 || file[at + found - 1] != '\r')
                count++;
        }

        return count;
    }
}
