using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.ZoneFiles;

/// <summary>What the entries of a master file make, one after the other: the records so far and what the next may leave out.</summary>
internal sealed class ZoneFileEntries(DomainName origin)
{
    // RFC 6895 §3.1: 128 to 255 are QTYPEs and meta types, which no zone holds; 0 is reserved.
    private const ushort FirstMetaType = 128;
    private const ushort LastMetaType = 255;

    private readonly List<ResourceRecord> _records = [];
    private DomainName _origin = origin;
    private DomainName? _owner;
    private RRClass _class = RRClass.IN;
    private uint? _defaultTtl;
    private uint? _lastTtl;

    public IReadOnlyList<ResourceRecord> Records => _records;

    /// <summary>Takes one entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="end">Where it ends in the text.</param>
    /// <param name="failure">What is wrong with it.</param>
    public bool TryAdd(PresentationEntry entry, int end, out ParseFailure failure)
    {
        failure = default;
        if (entry.Tokens.Count == 0)
            return true;
        PresentationToken first = entry.Tokens[0];
        if (entry.Start == EntryStart.Item && first.Quoting == Quoting.None && first.Text.StartsWith('$'))
            return TryDirective(entry.Tokens, out failure);

        int next = 0;
        if (entry.Start == EntryStart.Item)
        {
            if (!TryName(first, out failure))
                return false;
            next = 1;
        }

        if (_owner is null)
            return Fail(first, "the first record has no owner", out failure);
        return TryRecord(entry.Tokens, next, end, out failure);
    }

    private bool TryDirective(IReadOnlyList<PresentationToken> tokens, out ParseFailure failure)
    {
        failure = default;
        PresentationToken directive = tokens[0];
        if (directive.Is("$ORIGIN"))
        {
            if (tokens.Count != 2)
                return Fail(directive, "$ORIGIN takes one name", out failure);
            if (!DomainName.TryParse(tokens[1].Text, _origin, out DomainName? origin, out ParseFailure name))
                return Fail(tokens[1], name.Reason, out failure);
            _origin = origin;
            return true;
        }

        // RFC 2308 §4
        if (directive.Is("$TTL"))
        {
            if (tokens.Count != 2 || !TryTtl(tokens[1], out uint ttl))
                return Fail(directive, "$TTL takes one time of 0 to 2147483647 seconds", out failure);
            _defaultTtl = ttl;
            return true;
        }

        return Fail(
            directive,
            directive.Is("$INCLUDE") ? "$INCLUDE is not allowed: a zone is read from one file" : "this directive is not known",
            out failure);
    }

    private bool TryName(PresentationToken token, out ParseFailure failure)
    {
        failure = default;
        if (token.Is("@"))
        {
            _owner = _origin;
            return true;
        }

        if (!DomainName.TryParse(token.Text, _origin, out DomainName? owner, out ParseFailure name))
            return Fail(token, name.Reason, out failure);
        _owner = owner;
        return true;
    }

    // RFC 1035 §5.1: [TTL] [class] type RDATA, or [class] [TTL] type RDATA.
    private bool TryRecord(IReadOnlyList<PresentationToken> tokens, int next, int end, out ParseFailure failure)
    {
        failure = default;
        uint? ttl = null;
        RRClass? @class = null;
        for (; next < tokens.Count; next++)
        {
            if (ttl is null && TryTtl(tokens[next], out uint seconds))
                ttl = seconds;
            else if (@class is null && tokens[next].Quoting == Quoting.None && RRClassMnemonic.TryParse(tokens[next].Text, out RRClass found))
                @class = found;
            else
                break;
        }

        if (next == tokens.Count)
            return Fail(tokens[^1], "the entry has no type", out failure);
        if (tokens[next].Quoting != Quoting.None || !RRTypeMnemonic.TryParse(tokens[next].Text, out RRType type))
            return Fail(tokens[next], "this is neither a time to live, a class nor an RR type", out failure);
        if ((ushort)type is 0 or (>= FirstMetaType and <= LastMetaType) || type == RRType.Opt)
            return Fail(tokens[next], "this type is for questions and messages, not for zones", out failure);
        _class = @class ?? _class;
        if (!RdataTextReader.TryRead(type, [.. tokens.Skip(next + 1)], end, _origin, out byte[]? rdata, out failure))
            return false;

        _lastTtl = ttl ?? _lastTtl;
        _records.Add(new ResourceRecord(_owner!, type, _class, ttl ?? ImpliedTtl(type, rdata), rdata));
        return true;
    }

    // RFC 2308 §4: $TTL; else RFC 1035 §5.1: the last stated; an SOA without either takes its own MINIMUM.
    private uint ImpliedTtl(RRType type, byte[] rdata)
    {
        if ((_defaultTtl ?? _lastTtl) is { } stated)
            return stated;
        if (type != RRType.Soa || !SoaRdata.TryRead(rdata, out SoaRdata? soa))
            return ZoneFile.DefaultTtl;
        _lastTtl = Math.Min(soa.Minimum, int.MaxValue);
        return _lastTtl.Value;
    }

    // Seconds (RFC 2181 §8: 31 bits), or with the units w, d, h, m, s that name servers write.
    private static bool TryTtl(PresentationToken token, out uint ttl)
    {
        ttl = 0;
        if (token.Quoting != Quoting.None || token.Text.Length == 0 || !char.IsAsciiDigit(token.Text[0]))
            return false;
        ulong total = 0;
        ulong number = 0;
        bool pending = false;
        foreach (char character in token.Text)
        {
            if (char.IsAsciiDigit(character))
            {
                number = (number * 10) + (ulong)(character - '0');
                pending = true;
            }
            else
            {
                uint unit = char.ToLowerInvariant(character) switch { 'w' => 604_800, 'd' => 86_400, 'h' => 3_600, 'm' => 60, 's' => 1, _ => 0 };
                if (unit == 0 || !pending)
                    return false;
                total += number * unit;
                number = 0;
                pending = false;
            }

            if (number > int.MaxValue || total > int.MaxValue)
                return false;
        }

        total += number;
        ttl = (uint)total;
        return total <= int.MaxValue;
    }

    private static bool Fail(PresentationToken token, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(token.Offset, reason);
        return false;
    }
}
