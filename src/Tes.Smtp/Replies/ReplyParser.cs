using System.Text;

namespace Tes.Smtp;

/// <summary>Reads replies from the octets of a server, however they are cut into pieces (RFC 5321 §4.2). Holds at most one reply; never throws on input.</summary>
public sealed class ReplyParser
{
    private const int CodeLength = 3;

    private readonly byte[] _line = new byte[ReplyLimits.LineLength];
    private readonly List<string> _texts = [];
    private readonly List<PeerQuirk> _quirks = [];
    private int _lineLength;
    private int _replyLength;
    private int? _code;
    private ParsedReply.Malformed? _malformed;

    /// <summary>What was read over so far, each once, in the order seen.</summary>
    public IReadOnlyList<PeerQuirk> Quirks => _quirks;

    /// <summary>Reads up to the end of one reply.</summary>
    /// <param name="input">The next octets from the server; may be empty.</param>
    /// <param name="consumed">How many of them belong to this reply. What is left is read ahead and not looked at.</param>
    /// <returns>
    /// <see cref="ParsedReply.Incomplete"/>: all was consumed, more is needed. <see cref="ParsedReply.Complete"/>: one reply, and the
    /// parser is ready for the next. <see cref="ParsedReply.Malformed"/>: not SMTP or beyond <see cref="ReplyLimits"/>; final.
    /// </returns>
    public ParsedReply Read(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        while (_malformed is null && consumed < input.Length)
        {
            if (Take(input[consumed++]) is { } complete) return complete;
        }
        return _malformed is null ? ParsedReply.Incomplete.Instance : _malformed;
    }

    private ParsedReply.Complete? Take(byte octet)
    {
        if (++_replyLength > ReplyLimits.ReplyLength)
            return Fail(ProtocolFault.ReplyTooLong, $"reply is longer than {ReplyLimits.ReplyLength} octets");
        if (octet == 0)
            return Fail(ProtocolFault.NulOctet, "reply contains a NUL octet");
        if (octet == '\n')
            return EndLine();
        if (_lineLength == ReplyLimits.LineLength - 1) // the line feed counts
            return Fail(ProtocolFault.LineTooLong, $"reply line is longer than {ReplyLimits.LineLength} octets");
        // RFC 5321 §4.2.1: the first digit is 2 to 5. Judged at once, as another protocol may never send a line end.
        if (_lineLength < CodeLength && !(octet is >= (byte)'0' and <= (byte)'9' && (_lineLength > 0 || octet is >= (byte)'2' and <= (byte)'5')))
            return Fail(ProtocolFault.NotAReply, "line does not begin with a reply code");
        if (_lineLength == CodeLength && octet is not ((byte)' ' or (byte)'-' or (byte)'\r'))
            return Fail(ProtocolFault.NotAReply, "reply code is not followed by space, hyphen or line end");
        _line[_lineLength++] = octet;
        return null;
    }

    private ParsedReply.Complete? EndLine()
    {
        // RFC 5321 §2.3.8: lines end with CRLF; LF alone and CR CR LF are read over
        var length = _line.AsSpan(0, _lineLength).TrimEnd((byte)'\r').Length;
        if (length == _lineLength) Note(PeerQuirk.BareLineFeed);
        if (length < _lineLength - 1) Note(PeerQuirk.ExtraCarriageReturn);
        if (_lineLength + 1 > ReplyLimits.ConformingLineLength) Note(PeerQuirk.LongLine);
        if (length < CodeLength)
            return Fail(ProtocolFault.NotAReply, "line is shorter than a reply code");

        var line = _line.AsSpan(0, length);
        if (length > CodeLength && line[CodeLength] is not ((byte)' ' or (byte)'-'))
            return Fail(ProtocolFault.NotAReply, "reply code is not followed by space, hyphen or line end");
        var code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
        // RFC 5321 §4.2.1: every line of a reply repeats the code
        if (_code is { } first && first != code)
            return Fail(ProtocolFault.MismatchedCodes, $"reply mixes the codes {first} and {code}");
        if (_texts.Count == ReplyLimits.Lines)
            return Fail(ProtocolFault.TooManyLines, $"reply has more than {ReplyLimits.Lines} lines");
        _code = code;
        _texts.Add(ReadText(line[Math.Min(length, CodeLength + 1)..]));
        _lineLength = 0;
        if (length > CodeLength && line[CodeLength] == '-') return null;

        var reply = new SmtpReply(new ReplyCode(code), _texts.ToArray());
        _texts.Clear();
        _code = null;
        _replyLength = 0;
        return new ParsedReply.Complete(reply);
    }

    private string ReadText(ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            // RFC 5321 §4.2: textstring is printable ASCII, space and tab
            if (octet > 0x7E) Note(octet == 0x7F ? PeerQuirk.ControlCharacters : PeerQuirk.EightBitText);
            else if (octet < 0x20 && octet != '\t') Note(PeerQuirk.ControlCharacters);
        }
        return Encoding.Latin1.GetString(text);
    }

    private void Note(PeerQuirk quirk)
    {
        if (!_quirks.Contains(quirk)) _quirks.Add(quirk);
    }

    private ParsedReply.Complete? Fail(ProtocolFault fault, string detail)
    {
        _malformed = new ParsedReply.Malformed(fault, detail);
        return null;
    }
}
