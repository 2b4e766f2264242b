namespace Tes.Scan.Survey.Lists;

/// <summary>A line of a list that names no domain.</summary>
/// <param name="Number">From 1, of the decompressed text.</param>
/// <param name="Text">What stands where a domain should, cut to <see cref="MaxText"/> characters. Somebody's text: escape it before a terminal sees it.</param>
/// <param name="Problem">What is wrong, as a clause that goes on after the quoted text, cut likewise; may quote parts of it raw.</param>
public sealed record BadLine(long Number, string Text, string Problem)
{
    /// <summary>Most characters of <see cref="Text"/>.</summary>
    public const int MaxText = 100;
}
