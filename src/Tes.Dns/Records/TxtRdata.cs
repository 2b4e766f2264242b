using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Text strings (RFC 1035 §3.3.14).</summary>
/// <param name="Strings">One or more strings of 0 to 255 octets each.</param>
public sealed record TxtRdata(IReadOnlyList<ReadOnlyMemory<byte>> Strings) : IRdata<TxtRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Txt;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out TxtRdata? value)
    {
        value = null;
        var strings = new List<ReadOnlyMemory<byte>>();
        var reader = new RdataReader(rdata);
        do
        {
            if (!reader.TryLengthPrefixed(out ReadOnlyMemory<byte> text))
                return false;
            strings.Add(text);
        }
        while (!reader.AtEnd);
        value = new TxtRdata(strings);
        return true;
    }

    /// <summary>
    /// The strings joined without separator, as SPF and its relatives read them (RFC 7208 §3.3). One character an octet
    /// (Latin-1): a peer's text, to be escaped wherever it is shown.
    /// </summary>
    public string JoinedText() => string.Concat(Strings.Select(text => Encoding.Latin1.GetString(text.Span)));
}
