namespace Tes.Cli.Terminal;

/// <summary>One cell of a table.</summary>
/// <param name="Text">Printable ASCII.</param>
/// <param name="Paint">Puts the text into its colour.</param>
internal sealed record TableCell(string Text, Func<string, string> Paint)
{
    /// <summary>A cell without colour of its own.</summary>
    public static TableCell Of(string text) => new(text, plain => plain);
}
