using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tes.Cli.Tests;

/// <summary>The program in a process of its own, for what only a process can show: an end at any moment, limits, locks. Disposing kills it.</summary>
internal sealed class TesProcess : IDisposable
{
    private readonly Process _process;

    private TesProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="shell">Commands of sh before it, such as limits; empty for none.</param>
    public static TesProcess Start(IEnumerable<string> arguments, string shell = "")
    {
        // The host that runs the tests, wherever it is installed.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-c", $"{shell}\nexec \"$@\"", "sh", host, Path.Combine(AppContext.BaseDirectory, "tes.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        return new TesProcess(Process.Start(start)!);
    }

    /// <summary>Reads its diagnostics up to a line that holds a text.</summary>
    /// <exception cref="InvalidOperationException">They end before.</exception>
    public async Task<string> ErrorLineWithAsync(string text, CancellationToken cancellationToken)
    {
        var read = new List<string>();
        while (await _process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            read.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"No '{text}' in: {string.Join('\n', read)}");
    }

    /// <summary>Its exit status, when it has one.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Status, string Output, string Error)> EndAsync(CancellationToken cancellationToken)
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await output, await error);
    }

    /// <summary>Waits for the first octet that it prints; the others stay unread.</summary>
    public async Task BeginsToPrintAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.BaseStream.ReadExactlyAsync(new byte[1], cancellationToken);

    /// <summary>Asks it to end, as the system does (SIGTERM).</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
