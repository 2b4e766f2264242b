namespace Tes.Dns.ZoneFiles;

/// <summary>One item of an entry (RFC 1035 §5.1).</summary>
/// <param name="Text">Without the quotes; escapes as written.</param>
/// <param name="Offset">Where it starts in the text, characters.</param>
/// <param name="Quoting">Whether it stood in quotes.</param>
internal readonly record struct PresentationToken(string Text, int Offset, Quoting Quoting)
{
    /// <summary>Whether it is the unquoted word <paramref name="word"/> in any case.</summary>
    public bool Is(string word) => Quoting == Quoting.None && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
