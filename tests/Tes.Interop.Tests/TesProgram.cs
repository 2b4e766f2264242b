using System.Text.Json;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests;

/// <summary>The `tes` program under test: the path in TES_PROGRAM, else the command line built beside these tests.</summary>
internal static class TesProgram
{
    /// <summary>Runs it with --json and the private root as trust anchor, over a resolver.</summary>
    /// <exception cref="InvalidOperationException">It did not print a JSON document.</exception>
    public static Task<TesReport> RunAsync(string resolver, string trustAnchorFile, params string[] arguments) =>
        RunAsync([.. arguments, "--resolver", resolver, "--trust-anchor", trustAnchorFile]);

    /// <summary>Runs it with --json and the private root as trust anchor, asking the authoritative servers itself.</summary>
    /// <exception cref="InvalidOperationException">It did not print a JSON document.</exception>
    public static Task<TesReport> RunIteratingAsync(string rootHintsFile, string trustAnchorFile, params string[] arguments) =>
        RunAsync([.. arguments, "--iterate", "--root-hints", rootHintsFile, "--trust-anchor", trustAnchorFile]);

    /// <summary>Runs it with --json in a mount namespace of its own, where another file is the system's list of resolvers.</summary>
    /// <exception cref="InvalidOperationException">It did not print a JSON document.</exception>
    public static Task<TesReport> RunBehindAsync(string resolvConf, params string[] arguments) =>
        RunAsync(arguments, "unshare", "-m", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", resolvConf);

    private static async Task<TesReport> RunAsync(string[] arguments, params string[] inside)
    {
        var (program, first) = Find();
        string[] commandLine = [.. inside, program, .. first, .. arguments, "--json"];
        var command = await Command.RunAsync(commandLine[0], commandLine[1..]);
        try
        {
            return new TesReport(command, JsonDocument.Parse(command.Output).RootElement);
        }
        catch (JsonException notJson)
        {
            throw new InvalidOperationException(command.ToString(), notJson);
        }
    }

    /// <summary>The program, and what stands before its arguments.</summary>
    public static string[] CommandLine
    {
        get
        {
            var (program, first) = Find();
            return [program, .. first];
        }
    }

    private static (string Program, string[] First) Find()
    {
        if (Environment.GetEnvironmentVariable("TES_PROGRAM") is { Length: > 0 } program)
        {
            return (program, []);
        }

        // artifacts/bin/Tes.Interop.Tests/CONFIGURATION/ -> artifacts/bin/Tes.Cli/CONFIGURATION/tes.dll
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var library = Path.Combine(own.Parent!.Parent!.FullName, "Tes.Cli", own.Name, "tes.dll");
        return File.Exists(library)
            ? ("dotnet", [library])
            : throw new FileNotFoundException("build src/Tes.Cli first, or name the program in TES_PROGRAM", library);
    }
}

/// <summary>What the program printed.</summary>
/// <param name="Command">To show when a test fails.</param>
/// <param name="Json">The document.</param>
internal sealed record TesReport(Command Command, JsonElement Json)
{
    /// <summary>The text at a path of property names.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string Text(params string[] path)
    {
        var element = Json;
        foreach (var name in path)
        {
            element = element.TryGetProperty(name, out var next)
                ? next
                : throw new InvalidOperationException($"no {string.Join('.', path)} in:\n{Command}");
        }

        return element.GetString() ?? "null";
    }
}
