namespace Tes.Dns;

/// <summary>Why and where a text or a byte sequence is not what it should be.</summary>
/// <param name="Offset">Position of the offending element: octets for wire format, characters for text.</param>
/// <param name="Reason">One clause in English without the input itself, so it can be shown safely.</param>
public readonly record struct ParseFailure(int Offset, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Reason} (at {Offset})";
}
