using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tes.Dns.Iana;
using Tes.Dns.Wire;
using Tes.Dns.ZoneFiles;

namespace Tes.Dns.Records;

/// <summary>Reads the presentation form of RDATA by the layout of its type.</summary>
internal sealed class RdataTextReader
{
    // RFC 1035 §3.2.1: RDLENGTH has 16 bits.
    private const int MaxRdataLength = ushort.MaxValue;

    private readonly IReadOnlyList<PresentationToken> _tokens;
    private readonly int _end;
    private readonly DomainName _origin;
    private readonly WireWriter _writer = new();
    private int _next;
    private ParseFailure _failure;

    private RdataTextReader(IReadOnlyList<PresentationToken> tokens, int end, DomainName origin)
    {
        _tokens = tokens;
        _end = end;
        _origin = origin;
    }

    private int Offset => _next < _tokens.Count ? _tokens[_next].Offset : _end;

    public static bool TryRead(
        RRType type, IReadOnlyList<PresentationToken> tokens, int end, DomainName origin, [NotNullWhen(true)] out byte[]? rdata, out ParseFailure failure)
    {
        var reader = new RdataTextReader(tokens, end, origin);
        bool read = tokens.Count > 0 && tokens[0].Is(@"\#") ? reader.TryReadOpaque(type) : reader.TryReadFields(type);
        if (read && reader._writer.Length > MaxRdataLength)
            read = reader.Fail(tokens[0].Offset, "the RDATA is longer than 65,535 octets");
        rdata = read ? reader._writer.Written.ToArray() : null;
        failure = reader._failure;
        return read;
    }

    // RFC 3597 §5
    private bool TryReadOpaque(RRType type)
    {
        int start = Offset;
        _next++;
        if (!TryNumber(MaxRdataLength, out uint length) || !TryHexToEnd())
            return false;
        if (_writer.Length != length)
            return Fail(start, "the octets are not as many as stated");
        return RdataWire.IsValid(type, _writer.Written) || Fail(start, $"the octets are not RDATA of {type.ToMnemonic()}");
    }

    private bool TryReadFields(RRType type)
    {
        if (RdataLayout.Of(type) is not { } layout)
            return Fail(Offset, $@"RDATA of {type.ToMnemonic()} must be written as \# length hex");
        foreach (RdataField field in layout.Fields)
        {
            if (!TryField(field))
                return false;
        }

        return _next == _tokens.Count || Fail(Offset, $"there is more than {type.ToMnemonic()} has fields");
    }

    private bool TryField(RdataField field)
    {
        uint number;
        switch (field)
        {
            case RdataField.U8:
                if (!TryNumber(byte.MaxValue, out number))
                    return false;
                _writer.WriteByte((byte)number);
                return true;
            case RdataField.Algorithm:
                if (!TryToken(out PresentationToken token))
                    return false;
                if (!DnssecAlgorithmMnemonic.TryParse(token.Text, out DnssecAlgorithm algorithm))
                    return Fail(token.Offset, "this is not a DNSSEC algorithm");
                _writer.WriteByte((byte)algorithm);
                return true;
            case RdataField.DigestType:
                if (!TryToken(out token))
                    return false;
                if (!DsDigestTypeMnemonic.TryParse(token.Text, out DsDigestType digestType))
                    return Fail(token.Offset, "this is not a DS digest type");
                _writer.WriteByte((byte)digestType);
                return true;
            case RdataField.U16:
                if (!TryNumber(ushort.MaxValue, out number))
                    return false;
                _writer.WriteUInt16((ushort)number);
                return true;
            case RdataField.U32:
                if (!TryNumber(uint.MaxValue, out number))
                    return false;
                _writer.WriteUInt32(number);
                return true;
            case RdataField.Type:
                if (!TryToken(out token))
                    return false;
                if (!RRTypeMnemonic.TryParse(token.Text, out RRType type))
                    return Fail(token.Offset, "this is not an RR type");
                _writer.WriteUInt16((ushort)type);
                return true;
            case RdataField.Time:
                return TryTime();
            case RdataField.Ipv4:
                return TryIpv4();
            case RdataField.Ipv6:
                return TryIpv6();
            case RdataField.Name:
                return TryName();
            case RdataField.CharacterString:
                return TryCharacterString();
            case RdataField.CharacterStrings:
                do
                {
                    if (!TryCharacterString())
                        return false;
                }
                while (_next < _tokens.Count);
                return true;
            case RdataField.TextToEnd:
                if (!TryText(out byte[]? text))
                    return false;
                _writer.WriteBytes(text);
                return true;
            case RdataField.HexToEnd:
                return TryHexToEnd();
            case RdataField.Base64ToEnd:
                return TryBase64ToEnd();
            case RdataField.Salt:
                return TrySalt();
            case RdataField.Hash:
                return TryHash();
            case RdataField.Bitmap:
                return TryBitmap();
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "A field kind without a reader.");
        }
    }

    private bool TryToken(out PresentationToken token)
    {
        token = default;
        if (_next == _tokens.Count)
            return Fail(_end, "a field is missing");
        token = _tokens[_next++];
        return true;
    }

    private bool TryNumber(uint most, out uint number)
    {
        number = 0;
        if (!TryToken(out PresentationToken token))
            return false;
        return (uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most)
            || Fail(token.Offset, string.Create(CultureInfo.InvariantCulture, $"this is not a number of 0 to {most}"));
    }

    private bool TryTime()
    {
        if (!TryToken(out PresentationToken token))
            return false;
        // RFC 4034 §3.2: 14 digits are a date, since a number of 32 bits has at most ten.
        if (!uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds))
        {
            if (!DateTimeOffset.TryParseExact(
                    token.Text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                || time.ToUnixTimeSeconds() is < 0 or > uint.MaxValue)
                return Fail(token.Offset, "this is neither YYYYMMDDHHmmSS from 1970 to 2106 nor a number of seconds");
            seconds = (uint)time.ToUnixTimeSeconds();
        }

        _writer.WriteUInt32(seconds);
        return true;
    }

    private bool TryIpv4()
    {
        Span<byte> octets = stackalloc byte[4];
        if (!TryToken(out PresentationToken token))
            return false;
        if (!FieldText.TryReadIpv4(token.Text, octets))
            return Fail(token.Offset, "this is not an IPv4 address");
        _writer.WriteBytes(octets);
        return true;
    }

    private bool TryIpv6()
    {
        if (!TryToken(out PresentationToken token))
            return false;
        if (!FieldText.TryReadIpv6(token.Text, out byte[]? octets))
            return Fail(token.Offset, "this is not an IPv6 address");
        _writer.WriteBytes(octets);
        return true;
    }

    private bool TryName()
    {
        if (!TryToken(out PresentationToken token))
            return false;
        if (token.Is("@"))
        {
            _writer.WriteName(_origin);
            return true;
        }

        if (!DomainName.TryParse(token.Text, _origin, out DomainName? name, out ParseFailure failure))
            return Fail(token.Offset + failure.Offset, failure.Reason);
        _writer.WriteName(name);
        return true;
    }

    private bool TryCharacterString()
    {
        int start = Offset;
        if (!TryText(out byte[]? text))
            return false;
        // RFC 1035 §3.3: a length octet.
        if (text.Length > byte.MaxValue)
            return Fail(start, "the string is longer than 255 octets");
        _writer.WriteByte((byte)text.Length);
        _writer.WriteBytes(text);
        return true;
    }

    private bool TryText([NotNullWhen(true)] out byte[]? octets)
    {
        octets = null;
        return TryToken(out PresentationToken token)
            && (FieldText.TryUnescape(token.Text, out octets, out string? reason) || Fail(token.Offset, reason));
    }

    private string Rest()
    {
        // RFC 4034 §2.2 and §5.3: blanks are allowed within.
        var text = new StringBuilder();
        for (; _next < _tokens.Count; _next++)
            text.Append(_tokens[_next].Text);
        return text.ToString();
    }

    private bool TryHexToEnd()
    {
        int start = Offset;
        string text = Rest();
        if (text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
            return Fail(start, "this is not hexadecimal with two digits an octet");
        _writer.WriteBytes(Convert.FromHexString(text));
        return true;
    }

    private bool TryBase64ToEnd()
    {
        int start = Offset;
        string text = Rest();
        byte[] octets = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (!Convert.TryFromBase64String(text, octets, out int length))
            return Fail(start, "this is not base 64");
        _writer.WriteBytes(octets.AsSpan(0, length));
        return true;
    }

    // RFC 5155 §3.3
    private bool TrySalt()
    {
        if (!TryToken(out PresentationToken token))
            return false;
        string hex = token.Is("-") ? "" : token.Text;
        if (hex.Length % 2 != 0 || hex.Length / 2 > byte.MaxValue || !hex.All(char.IsAsciiHexDigit))
            return Fail(token.Offset, "this is neither - nor a hexadecimal salt of at most 255 octets");
        _writer.WriteByte((byte)(hex.Length / 2));
        _writer.WriteBytes(Convert.FromHexString(hex));
        return true;
    }

    // RFC 5155 §3.3
    private bool TryHash()
    {
        if (!TryToken(out PresentationToken token))
            return false;
        if (!token.Text.All(char.IsAscii) || !Base32Hex.TryDecode(Encoding.ASCII.GetBytes(token.Text), out byte[]? hash)
            || hash.Length is 0 or > byte.MaxValue)
            return Fail(token.Offset, "this is not base 32 with extended hex alphabet of 1 to 255 octets");
        _writer.WriteByte((byte)hash.Length);
        _writer.WriteBytes(hash);
        return true;
    }

    private bool TryBitmap()
    {
        var types = new List<RRType>();
        for (; _next < _tokens.Count; _next++)
        {
            if (!RRTypeMnemonic.TryParse(_tokens[_next].Text, out RRType type))
                return Fail(Offset, "this is not an RR type");
            types.Add(type);
        }

        _writer.WriteBytes(TypeBitmap.Of(types).Octets.Span);
        return true;
    }

    private bool Fail(int offset, string reason)
    {
        _failure = new ParseFailure(offset, reason);
        return false;
    }
}
