using System.Diagnostics.CodeAnalysis;

namespace Tes.Dns.ZoneFiles;

/// <summary>Splits master-file text into entries and items (RFC 1035 §5.1).</summary>
internal sealed class PresentationReader(string text)
{
    private readonly string _text = text;
    private int _parentheses;

    public int Offset { get; private set; }

    public bool AtEnd => Offset >= _text.Length;

    /// <summary>Reads up to the end of the line that no parenthesis keeps open; the reader is then at the next line.</summary>
    public bool TryReadEntry([NotNullWhen(true)] out PresentationEntry? entry, out ParseFailure failure)
    {
        entry = null;
        failure = default;
        var tokens = new List<PresentationToken>();
        EntryStart start = !AtEnd && _text[Offset] is ' ' or '\t' ? EntryStart.Blank : EntryStart.Item;
        _parentheses = 0;
        while (!AtEnd)
        {
            char character = _text[Offset];
            if (character == '\n' && _parentheses == 0)
            {
                Offset++;
                break;
            }

            if (!TryReadItem(character, tokens, out failure))
                return false;
        }

        if (_parentheses > 0)
            return Fail(Offset, "a parenthesis is not closed", out failure);
        entry = new PresentationEntry(tokens, start);
        return true;
    }

    private bool TryReadItem(char character, List<PresentationToken> tokens, out ParseFailure failure)
    {
        failure = default;
        switch (character)
        {
            case ' ' or '\t' or '\r' or '\n':
                Offset++;
                return true;
            case ';':
                int end = _text.IndexOf('\n', Offset);
                Offset = end < 0 ? _text.Length : end;
                return true;
            case '(':
                _parentheses++;
                Offset++;
                return true;
            case ')':
                Offset++;
                return --_parentheses >= 0 || Fail(Offset - 1, "a parenthesis is closed that was not opened", out failure);
            case '"':
                return TryReadQuoted(tokens, out failure);
            default:
                int start = Offset;
                while (!AtEnd && _text[Offset] is not (' ' or '\t' or '\r' or '\n' or ';' or '(' or ')' or '"'))
                    SkipCharacter();
                tokens.Add(new PresentationToken(_text[start..Offset], start, Quoting.None));
                return true;
        }
    }

    private bool TryReadQuoted(List<PresentationToken> tokens, out ParseFailure failure)
    {
        failure = default;
        int start = Offset++;
        while (!AtEnd && _text[Offset] is not ('"' or '\n'))
            SkipCharacter();
        if (AtEnd || _text[Offset] == '\n')
            return Fail(start, "a quotation mark is not closed on its line", out failure);
        tokens.Add(new PresentationToken(_text[(start + 1)..Offset], start, Quoting.Quoted));
        Offset++;
        return true;
    }

    // The character behind a backslash ends nothing, except that a line always ends.
    private void SkipCharacter()
    {
        bool escape = _text[Offset++] == '\\';
        if (escape && !AtEnd && _text[Offset] is not ('\r' or '\n'))
            Offset++;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
