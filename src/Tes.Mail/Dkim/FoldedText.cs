using System.Text;

namespace Tes.Mail.Dkim;

/// <summary>A header field folded as it grows (RFC 5322 §2.2.3): nothing that has been written changes, so it can be hashed midway.</summary>
internal sealed class FoldedText
{
    private readonly StringBuilder _text = new();
    private readonly int _width;
    private int _column;

    public FoldedText(string start, int width)
    {
        _width = width;
        Write(start);
    }

    /// <summary>Appends a word behind a space or on a new line.</summary>
    public void AppendWord(string word)
    {
        if (_column + 1 + word.Length > _width)
            Fold();
        else
            Write(" ");
        Write(word);
    }

    /// <summary>Appends a word whose parts may stand on different lines.</summary>
    public void AppendParts(string start, IEnumerable<string> parts)
    {
        AppendWord(start);
        foreach (string part in parts)
        {
            if (_column + part.Length > _width)
                Fold();
            Write(part);
        }
    }

    /// <summary>Appends text that may be broken anywhere.</summary>
    public void AppendChunks(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (_column >= _width)
                Fold();
            int length = Math.Min(rest.Length, _width - _column);
            Write(rest[..length]);
            rest = rest[length..];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Fold()
    {
        _text.Append("\r\n ");
        _column = 1;
    }

    private void Write(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        _column += text.Length;
    }
}
