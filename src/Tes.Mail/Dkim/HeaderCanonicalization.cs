using System.Buffers;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>Header fields as they are hashed (RFC 6376 §3.4.1 and §3.4.2).</summary>
internal static class HeaderCanonicalization
{
    /// <summary>Writes a field with its CRLF.</summary>
    public static void Write(HeaderField field, DkimCanonicalization canonicalization, IBufferWriter<byte> output)
    {
        WriteOpen(field.Name, field.ValueStart, field.RawWithoutEnd.Span, canonicalization, output);
        output.Write("\r\n"u8);
    }

    /// <summary>Writes the field of the signature itself: without the value of b=, and without CRLF (RFC 6376 §3.7).</summary>
    /// <param name="field">The field.</param>
    /// <param name="start">Where the value of b= begins in the field.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="canonicalization">Which form.</param>
    /// <param name="output">Where to.</param>
    public static void WriteSignature(HeaderField field, int start, int end, DkimCanonicalization canonicalization, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> raw = field.RawWithoutEnd.Span;
        byte[] without = [.. raw[..start], .. raw[end..]];
        WriteOpen(field.Name, field.ValueStart, without, canonicalization, output);
    }

    private static void WriteOpen(string name, int valueStart, ReadOnlySpan<byte> raw, DkimCanonicalization canonicalization, IBufferWriter<byte> output)
    {
        if (canonicalization == DkimCanonicalization.Simple)
        {
            output.Write(raw);
            return;
        }

        Span<byte> start = output.GetSpan(name.Length + 1);
        for (int i = 0; i < name.Length; i++)
            start[i] = (byte)char.ToLowerInvariant(name[i]);
        start[name.Length] = (byte)':';
        output.Advance(name.Length + 1);
        WriteRelaxed(raw[valueStart..], output);
    }

    // Unfold, reduce white space to one space, and drop it at both ends. Of CR and LF only the pair is folding.
    private static void WriteRelaxed(ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        bool pending = false;
        bool any = false;
        while (!value.IsEmpty)
        {
            int length = value.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r');
            length = length < 0 ? value.Length : length;
            // A CR without LF is text.
            if (length == 0 && value[0] == '\r' && !value.StartsWith("\r\n"u8))
                length = 1;
            if (length > 0)
            {
                if (pending && any)
                    output.Write(" "u8);
                output.Write(value[..length]);
                (pending, any) = (false, true);
                value = value[length..];
            }
            else if (value[0] == '\r')
            {
                value = value[2..];
            }
            else
            {
                pending = true;
                value = value[1..];
            }
        }
    }
}
