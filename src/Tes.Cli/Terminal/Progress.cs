namespace Tes.Cli.Terminal;

/// <summary>One line on the terminal of the diagnostics that says how far a run has come. Without a terminal nothing.</summary>
internal sealed class Progress
{
    private readonly CommandConsole _console;
    private readonly int _total;
    private readonly Lock _lock = new();
    private int _done;

    public Progress(CommandConsole console, int total)
    {
        _console = console;
        _total = total;
        Show();
    }

    public void Step()
    {
        lock (_lock)
        {
            _done++;
            Show();
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        if (_console.ErrorIsTerminal)
            _console.Error.Write("\r\e[K");
    }

    // ECMA-48 §8.3.41: erase to the end of the line
    private void Show()
    {
        if (_console.ErrorIsTerminal)
            _console.Error.Write($"\r\e[Ktesting: {_done} of {_total} {(_total == 1 ? "domain" : "domains")} done");
    }
}
