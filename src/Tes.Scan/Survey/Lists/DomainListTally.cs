namespace Tes.Scan.Survey.Lists;

/// <summary>What a <see cref="DomainListReader"/> has met so far.</summary>
public sealed class DomainListTally
{
    /// <summary>Most lines in <see cref="FirstBadLines"/>. Own limit: enough to see what is wrong with a list.</summary>
    public const int MaxBadLines = 10;

    private readonly List<BadLine> _bad = [];

    /// <summary>Lines read.</summary>
    public long Lines { get; internal set; }

    /// <summary>Domains handed on, each once.</summary>
    public long Domains { get; internal set; }

    /// <summary>Lines that named a domain once more.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Domains handed on that were left out of the survey as they are on its opt-out list.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Lines that name no domain.</summary>
    public long BadLines { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<BadLine> FirstBadLines => _bad;

    /// <summary>Counts a domain that is left out.</summary>
    public void AddLeftOut() => LeftOut++;

    internal void AddBad(string text, string problem)
    {
        BadLines++;
        if (_bad.Count < MaxBadLines)
            _bad.Add(new BadLine(Lines, Cut(text), Cut(problem)));
    }

    private static string Cut(string text) => text.Length <= BadLine.MaxText ? text : text[..BadLine.MaxText];
}
