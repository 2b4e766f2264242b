namespace Tes.Scan.Survey.Pictures;

/// <summary>
/// Writes markup that is well-formed XML and HTML5 alike. Every text and value passes <see cref="HarmlessText"/> and is escaped
/// here, so there is no way past it. Writes through and keeps nothing but the names of open elements.
/// </summary>
internal sealed class MarkupWriter(TextWriter output)
{
    private readonly Stack<string> _open = [];

    /// <summary>For what is known not to need escaping: doctype, style sheet, line ends.</summary>
    public void Raw(string markup) => output.Write(markup);

    public void Start(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        WriteTag(element, attributes);
        output.Write('>');
        _open.Push(element);
    }

    public void End()
    {
        output.Write("</");
        output.Write(_open.Pop());
        output.Write('>');
    }

    /// <summary>Only for elements without content in HTML (meta) and those of SVG: HTML takes others as open.</summary>
    public void Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        WriteTag(element, attributes);
        output.Write("/>");
    }

    /// <summary>Text on one line.</summary>
    public void Text(string text) => WriteEscaped(HarmlessText.OneLine(text));

    /// <summary>Text that keeps its line ends.</summary>
    public void Lines(string text)
    {
        bool first = true;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!first)
                output.Write('\n');
            WriteEscaped(HarmlessText.OneLine(line.Replace("\t", "    ", StringComparison.Ordinal)));
            first = false;
        }
    }

    public void Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(element, attributes);
        Text(text);
        End();
    }

    private void WriteTag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        output.Write('<');
        output.Write(element);
        foreach ((string name, string value) in attributes)
        {
            output.Write(' ');
            output.Write(name);
            output.Write("=\"");
            WriteEscaped(HarmlessText.OneLine(value));
            output.Write('"');
        }
    }

    private void WriteEscaped(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAny("&<>\"'") is >= 0 and int at)
        {
            output.Write(rest[..at]);
            output.Write(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            rest = rest[(at + 1)..];
        }

        output.Write(rest);
    }
}
