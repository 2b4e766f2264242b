namespace Tes.Dns.ZoneFiles;

/// <summary>Why and where a text is not a master file.</summary>
/// <param name="Line">Line of the offending item, from 1.</param>
/// <param name="Reason">One clause in English without the input itself, so it can be shown safely.</param>
public readonly record struct ZoneFileFailure(int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Reason}";
}
