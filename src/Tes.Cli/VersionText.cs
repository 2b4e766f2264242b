using System.Reflection;
using System.Text;

namespace Tes.Cli;

/// <summary>The answer to <c>tes --version</c>.</summary>
internal static class VersionText
{
    public static string Line { get; } =
        "tes " + (typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>Writes the line straight to the standard output.</summary>
    public static int Print()
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(Line + "\n"));
        return (int)ExitStatus.Good;
    }
}
