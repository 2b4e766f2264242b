using System.Text;
using System.Text.Unicode;
using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>
/// Reads an address list (RFC 5322 §3.4 and §4.4): mailboxes with or without display name, groups, comments, quoted strings,
/// domain literals, and the obsolete routes, empty members and dots. One pass; comments nest to a limit.
/// </summary>
internal ref struct AddressListReader
{
    // Own limit: RFC 5321 §4.5.3.1.1 has 64 octets; what people write longer is still an address.
    private const int LongestLocalPart = 1024;

    /// <summary>The reason where it is the fault of this system that a domain cannot be read.</summary>
    public const string UnconvertedDomain = "a domain in another script, which cannot be converted here, as the ICU library (libicu) is not installed";

    private readonly ReadOnlySpan<byte> _octets;
    private int _next;
    private ParseFailure _failure;
    private bool _sawQuotes;

    private AddressListReader(ReadOnlySpan<byte> octets) => _octets = octets;

    private readonly byte Current => _next < _octets.Length ? _octets[_next] : (byte)0;

    private readonly bool AtEnd => _next >= _octets.Length;

    public static bool TryRead(ReadOnlySpan<byte> octets, List<Mailbox> mailboxes, out ParseFailure failure)
    {
        if (!Utf8.IsValid(octets))
        {
            failure = new ParseFailure(0, "an address field that is not UTF-8");
            return false;
        }

        var reader = new AddressListReader(octets);
        bool read = reader.ReadList(mailboxes, out int members);
        if (read && members == 0)
            read = reader.Fail("an address field without an address");
        failure = reader._failure;
        return read;
    }

    private bool ReadList(List<Mailbox> mailboxes, out int members)
    {
        members = 0;
        bool inGroup = false;
        while (true)
        {
            if (!SkipSpace())
                return false;
            if (AtEnd)
                return !inGroup || Fail("a group without its semicolon");
            if (Current == ',')
            {
                // RFC 5322 §4.4: empty members are obsolete, and mean nothing
                _next++;
            }
            else if (Current == ';' && inGroup)
            {
                _next++;
                inGroup = false;
                if (!ReadSeparator(inGroup))
                    return false;
            }
            else
            {
                members++;
                if (!ReadMember(mailboxes, ref inGroup))
                    return false;
            }
        }
    }

    // A mailbox with what ends it, or a group's name with its colon.
    private bool ReadMember(List<Mailbox> mailboxes, ref bool inGroup)
    {
        if (mailboxes.Count == MessageLimits.MaxAuthors)
            return Fail("more addresses than the limit");
        int start = _next;
        if (Current == '<')
            return ReadAngle(mailboxes) && ReadSeparator(inGroup);
        if (!ReadWords(out string words, out bool spaced))
            return false;
        switch (Current)
        {
            case (byte)'@':
                // RFC 5322 §4.4: white space around the dots of a local part is obsolete; between words it is none
                if (spaced)
                    return FailAt(start, "a local part of several words");
                return ReadDomain(words, mailboxes) && ReadSeparator(inGroup);
            case (byte)'<':
                return ReadAngle(mailboxes) && ReadSeparator(inGroup);
            case (byte)':' when !inGroup && words.Length > 0:
                _next++;
                inGroup = true;
                return true;
            default:
                return Fail("what is no address");
        }
    }

    private bool ReadAngle(List<Mailbox> mailboxes)
    {
        _next++;
        if (!SkipSpace())
            return false;
        // RFC 5322 §4.4: an obsolete route, @a,@b:, is passed over
        while (Current is (byte)'@' or (byte)',')
        {
            bool isDomain = Current == '@';
            _next++;
            if (isDomain && !ReadDomainText(out _))
                return false;
            if (!SkipSpace())
                return false;
            if (Current != ':')
                continue;
            _next++;
            if (!SkipSpace())
                return false;
            break;
        }

        if (!ReadWords(out string localPart, out bool spaced))
            return false;
        if (spaced || Current != '@')
            return Fail("an address in angle brackets that is none");
        if (!ReadDomain(localPart, mailboxes) || !SkipSpace())
            return false;
        if (Current != '>')
            return Fail("an angle bracket that is not closed");
        _next++;
        return true;
    }

    private bool ReadDomain(string localPart, List<Mailbox> mailboxes)
    {
        if (localPart.Length is 0 or > LongestLocalPart)
            return Fail(localPart.Length == 0 ? "an empty local part" : "a local part longer than the limit");
        _next++;
        int start = _next;
        if (!ReadDomainText(out string text))
            return false;
        DomainName? name = null;
        if (!text.StartsWith('[') && !InternationalDomain.TryParse(text, out name))
            return FailAt(start, InternationalName.CanConvert || System.Text.Ascii.IsValid(text) ? "a domain that is no domain name" : UnconvertedDomain);
        mailboxes.Add(new Mailbox(localPart, text, name));
        return true;
    }

    private bool ReadDomainText(out string text)
    {
        text = string.Empty;
        if (!SkipSpace())
            return false;
        if (Current != '[')
        {
            _sawQuotes = false;
            if (!ReadWords(out text, out bool spaced))
                return false;
            return !(spaced || _sawQuotes) || Fail("a domain of several words or in quotes");
        }

        // RFC 5322 §3.4.1: dtext is printable ASCII without brackets and backslash
        int length = _octets[_next..].IndexOf((byte)']');
        if (length < 0)
            return Fail("a domain literal that is not closed");
        ReadOnlySpan<byte> literal = _octets.Slice(_next, length + 1);
        if (literal[1..].ContainsAnyExceptInRange((byte)'!', (byte)'~') || literal[1..].ContainsAny((byte)'[', (byte)'\\'))
            return Fail("a domain literal that is none");
        text = Encoding.ASCII.GetString(literal);
        _next += literal.Length;
        return SkipSpace();
    }

    // Atoms, dots and quoted strings. Spaced: two words with no dot between them, as only display names have.
    private bool ReadWords(out string words, out bool spaced)
    {
        words = string.Empty;
        spaced = false;
        var text = new StringBuilder();
        bool endsWord = false;
        while (true)
        {
            if (!SkipSpace())
                return false;
            bool isDot = Current == '.';
            if (!isDot && Current != '"' && !IsAtomText(Current))
                break;
            spaced |= endsWord && !isDot;
            if (isDot)
            {
                text.Append('.');
                _next++;
            }
            else if (Current == '"')
            {
                if (!ReadQuoted(text))
                    return false;
            }
            else
            {
                int start = _next;
                while (IsAtomText(Current))
                    _next++;
                text.Append(Encoding.UTF8.GetString(_octets[start.._next]));
            }

            endsWord = !isDot;
        }

        words = text.ToString();
        return true;
    }

    private bool ReadQuoted(StringBuilder text)
    {
        _sawQuotes = true;
        var octets = new List<byte>();
        for (_next++; !AtEnd; _next++)
        {
            byte octet = Current;
            if (octet == '"')
            {
                _next++;
                text.Append(Encoding.UTF8.GetString([.. octets]));
                return true;
            }

            if (octet == '\\')
                octet = ++_next < _octets.Length ? _octets[_next] : (byte)0;
            // RFC 5322 §3.2.4: folding is not part of the string
            if (octet is not ((byte)'\r' or (byte)'\n'))
                octets.Add(octet);
        }

        return Fail("a quoted string that is not closed");
    }

    private bool SkipSpace()
    {
        int depth = 0;
        for (; !AtEnd; _next++)
        {
            byte octet = Current;
            if (octet == '(' && ++depth > MessageLimits.MaxCommentDepth)
                return Fail("comments nested deeper than the limit");
            if (depth == 0 && octet is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return true;
            if (octet == '\\')
                _next++;
            else if (octet == ')')
                depth--;
        }

        _next = _octets.Length;
        return depth == 0 || Fail("a comment that is not closed");
    }

    private bool ReadSeparator(bool inGroup)
    {
        if (!SkipSpace())
            return false;
        if (AtEnd || (inGroup && Current == ';'))
            return true;
        if (Current != ',')
            return Fail("something behind an address");
        _next++;
        return true;
    }

    // RFC 5322 §3.2.3 and RFC 6532 §3.2
    private static bool IsAtomText(byte octet) =>
        octet >= 0x80 || char.IsAsciiLetterOrDigit((char)octet) || "!#$%&'*+-/=?^_`{|}~"u8.Contains(octet);

    private bool Fail(string reason) => FailAt(_next, reason);

    private bool FailAt(int offset, string reason)
    {
        _failure = new ParseFailure(Math.Min(offset, _octets.Length), reason);
        return false;
    }
}
