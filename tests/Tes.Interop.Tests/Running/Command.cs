using System.Diagnostics;

namespace Tes.Interop.Tests.Running;

/// <summary>A program run to its end: exit status and both outputs.</summary>
internal sealed record Command(string CommandLine, int ExitStatus, string Output, string Errors)
{
    /// <summary>No tool used here needs more than a few seconds; two busy cores may stretch that.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program and returns what it printed, whatever its exit status.</summary>
    /// <exception cref="TimeoutException">The program did not end within the limit; it has been ended.</exception>
    public static async Task<Command> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string workingDirectory = "/")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var commandLine = string.Join(' ', start.ArgumentList.Prepend(program));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Command(commandLine, process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException expired)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"ended after {Limit.TotalSeconds:0} s: {commandLine}", expired);
        }
    }

    /// <summary>Runs a program that must succeed and returns its standard output.</summary>
    /// <exception cref="InvalidOperationException">Its exit status was not 0.</exception>
    public static async Task<string> RequireAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string workingDirectory = "/")
    {
        var command = await RunAsync(program, arguments, environment, workingDirectory);
        return command.ExitStatus == 0 ? command.Output : throw new InvalidOperationException(command.ToString());
    }

    public override string ToString() => $"$ {CommandLine}\n{Output}{Errors}exit status {ExitStatus}";
}
