namespace Tes.Cli.Tests.Survey;

/// <summary>Keeps what is written, and does something at the first line with a text.</summary>
internal sealed class SignallingWriter(string text, Action signal) : StringWriter
{
    private bool _done;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (_done || value is null || !value.Contains(text, StringComparison.Ordinal))
            return;
        _done = true;
        signal();
    }
}
