using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tes.Mail.Messages;

/// <summary>A header field as it stands in the message, octet by octet.</summary>
public sealed class HeaderField
{
    private readonly int _colon;

    private HeaderField(ReadOnlyMemory<byte> raw, string name, int colon)
    {
        Raw = raw;
        Name = name;
        _colon = colon;
    }

    /// <summary>The name without white space: printable ASCII, in the case of the message.</summary>
    public string Name { get; }

    /// <summary>The whole field: name, colon, value, folding and, unless the message ends in it, the final CRLF.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>What follows the colon, folding included, without the final CRLF.</summary>
    public ReadOnlyMemory<byte> Value => RawWithoutEnd[(_colon + 1)..];

    internal ReadOnlyMemory<byte> RawWithoutEnd => Raw.Span.EndsWith("\r\n"u8) ? Raw[..^2] : Raw;

    /// <summary>Where the value begins in <see cref="Raw"/>.</summary>
    internal int ValueStart => _colon + 1;

    /// <summary>Whether this is its name; case means nothing (RFC 5322 §1.2.2).</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    internal static bool TryRead(ReadOnlyMemory<byte> raw, [NotNullWhen(true)] out HeaderField? field)
    {
        field = null;
        int colon = raw.Span.IndexOf((byte)':');
        if (colon <= 0)
            return false;
        // RFC 5322 §4.5: obsolete syntax has white space before the colon
        ReadOnlySpan<byte> name = raw.Span[..colon].TrimEnd(" \t"u8);
        // RFC 5322 §2.2: printable ASCII other than the colon
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return false;
        field = new HeaderField(raw, Encoding.ASCII.GetString(name), colon);
        return true;
    }
}
