using System.Text.Json;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests;

/// <summary>The `tes` program under test: the path in TES_PROGRAM, else the command line built beside these tests.</summary>
internal static class TesProgram
{
    /// <summary>Runs it with --json and the private root as trust anchor.</summary>
    /// <exception cref="InvalidOperationException">It did not print a JSON document.</exception>
    public static async Task<TesReport> RunAsync(string resolver, string trustAnchorFile, params string[] arguments)
    {
        var (program, first) = Find();
        var command = await Command.RunAsync(
            program,
            [.. first, .. arguments, "--json", "--resolver", resolver, "--trust-anchor", trustAnchorFile]);
        try
        {
            return new TesReport(command, JsonDocument.Parse(command.Output).RootElement);
        }
        catch (JsonException notJson)
        {
            throw new InvalidOperationException(command.ToString(), notJson);
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
