using System.Diagnostics;
using System.Globalization;

namespace Tes.Interop.Tests.Running;

/// <summary>
/// A program that is watched, fed and ended while it runs, in a process group of its own. Disposing kills it; so does the end of the
/// run, however it comes.
/// </summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>Nothing here takes a minute by itself; two busy cores may stretch that.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly List<string> _errors = [];
    private readonly StateDirectory _state;
    private readonly Process _process;
    private readonly Task<string> _output;

    private RunningProgram(StateDirectory state, Process process)
    {
        _state = state;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync(_limit.Token);
    }

    public int Id => _process.Id;

    /// <summary>Its standard input.</summary>
    public TextWriter Input => _process.StandardInput;

    public static RunningProgram Start(StateDirectory state, IEnumerable<string> commandLine)
    {
        var process = Process.Start(new ProcessStartInfo("setsid", commandLine)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        state.EndWithRun(process.Id);
        return new RunningProgram(state, process);
    }

    /// <summary>Runs one to its end, without input.</summary>
    public static async Task<Command> RunAsync(StateDirectory state, IEnumerable<string> commandLine)
    {
        await using var program = Start(state, commandLine);
        return await program.EndAsync();
    }

    /// <summary>Reads its standard error up to a line that holds a text.</summary>
    /// <exception cref="InvalidOperationException">It ends before.</exception>
    public async Task<string> ErrorLineWithAsync(string text)
    {
        while (await _process.StandardError.ReadLineAsync(_limit.Token) is { } line)
        {
            _errors.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"no '{text}' in:\n{await EndAsync()}");
    }

    /// <summary>Starts one that says on its standard error when it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ends without saying so.</exception>
    public static async Task<RunningProgram> StartReadyAsync(StateDirectory state, string ready, IEnumerable<string> commandLine)
    {
        var program = Start(state, commandLine);
        try
        {
            await program.ErrorLineWithAsync(ready);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as Ctrl-C does; it takes its time.</summary>
    public Task InterruptAsync() => Command.RequireAsync("kill", ["-INT", Id.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(_limit.Token);
    }

    /// <summary>Closes its input, where that is still open, and waits for its end.</summary>
    public async Task<Command> EndAsync()
    {
        _process.StandardInput.Close();
        while (await _process.StandardError.ReadLineAsync(_limit.Token) is { } line)
        {
            _errors.Add(line);
        }

        await _process.WaitForExitAsync(_limit.Token);
        return new Command(string.Join(' ', _process.StartInfo.ArgumentList), _process.ExitCode, await _output, string.Join('\n', _errors));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _state.HasEnded(_process.Id);
        _process.Dispose();
        _limit.Dispose();
    }
}
