using System.CommandLine;
using System.Runtime.InteropServices;
using Tes.Cli.CommandLine;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli;

/// <summary>From arguments to exit status. Nothing a user types, a file holds or a peer sends gets past here as an exception.</summary>
internal static class TesProgram
{
    /// <summary>How long a command may take to clean up after Ctrl-C: a survey writes what it has. A second Ctrl-C ends it at once.</summary>
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs in this process: its streams, its signals.</summary>
    public static async Task<int> RunProcessAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        var ended = ExitStatus.Interrupted;
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended = signal.Signal == PosixSignal.SIGTERM ? ExitStatus.Terminated : ExitStatus.Interrupted;
            if (stop.IsCancellationRequested)
                Environment.Exit((int)ended);
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        CommandConsole console = CommandConsole.OfProcess();
        // on a thread of its own, as a command may block: in a write to a pipe that nobody reads, no signal would end it
        Task<int> run = Task.Run(() => RunAsync(arguments, console, stop.Token));
        Task stopped = Task.Delay(Timeout.Infinite, stop.Token);
        if (await Task.WhenAny(run, stopped) == stopped)
            await Task.WhenAny(run, Task.Delay(CleanUpTime));
        return stop.IsCancellationRequested ? (int)ended : await run;
    }

    /// <summary>Runs on the given console.</summary>
    /// <returns>An <see cref="ExitStatus"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandConsole console, CancellationToken cancellationToken)
    {
        try
        {
            int status = await InvokeAsync(arguments, console, cancellationToken);
            await console.Output.FlushAsync(CancellationToken.None);
            return status;
        }
        catch (UsageException exception)
        {
            console.WriteError(exception.Message);
            return (int)ExitStatus.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (int)ExitStatus.Interrupted;
        }
        catch (ArchiveException exception)
        {
            console.WriteError($"the archive can no longer be used: {exception.Message}");
            return (int)(exception.Fault is ArchiveFault.NotAnArchive or ArchiveFault.TooNew or ArchiveFault.NoSuchRun ? ExitStatus.Usage : ExitStatus.Inconclusive);
        }
        catch (IOException exception)
        {
            // a full disk under the output; a closed pipe is no error to the console stream
            console.WriteError($"cannot write the result: {exception.Message}");
            return (int)ExitStatus.Inconclusive;
        }
    }

    private static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CommandConsole console, CancellationToken cancellationToken)
    {
        RootCommand root = TesCommandLine.Create(console);
        // "@name" is somebody's idea of a mail address here, not a file with more arguments.
        ParseResult parsed = root.Parse(WithEmptyValues(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Count == 0)
            parsed = root.Parse(["--help"]);
        // Help is an answer to anything that stands beside it.
        if (parsed.Action is not ExampleHelp && UsageMessage.Of(parsed) is { } problem)
        {
            console.WriteError(problem);
            return (int)ExitStatus.Usage;
        }

        return await parsed.InvokeAsync(Configuration(console), cancellationToken);
    }

    // The parser takes the word after "--option=" for its value, where there is an empty one.
    private static List<string> WithEmptyValues(IReadOnlyList<string> arguments)
    {
        var words = new List<string>(arguments.Count);
        bool onlyArguments = false;
        foreach (string word in arguments)
        {
            onlyArguments |= word == "--";
            if (!onlyArguments && word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) == word.Length - 1)
                words.AddRange([word[..^1], string.Empty]);
            else
                words.Add(word);
        }

        return words;
    }

    private static InvocationConfiguration Configuration(CommandConsole console) => new()
    {
        Output = console.Output,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
        // signals are handled above
        ProcessTerminationTimeout = null,
    };
}
