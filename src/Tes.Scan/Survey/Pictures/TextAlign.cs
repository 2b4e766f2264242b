namespace Tes.Scan.Survey.Pictures;

/// <summary>Which part of a text is at its place.</summary>
public enum TextAlign
{
    /// <summary>Its left end.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its right end.</summary>
    End,
}
