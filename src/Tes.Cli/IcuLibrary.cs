using System.Runtime.InteropServices;

namespace Tes.Cli;

/// <summary>
/// The Unicode library of the system. .NET ends a process that comes to need it where it is missing, as in small
/// containers; TES needs it for domain names in other scripts alone.
/// </summary>
internal static class IcuLibrary
{
    // Highest first, as .NET itself looks for it; version 50 is the oldest that it takes.
    private const int NewestVersion = 120;

    private const int OldestVersion = 50;

    /// <summary>Call before anything else. Without the library, names in other scripts are refused later.</summary>
    public static void LoadOnlyFor(IReadOnlyList<string> arguments)
    {
        if (!arguments.Any(MayNameOtherScript) || !IsInstalled())
            AppContext.SetSwitch("System.Globalization.Invariant", true);
    }

    // "xn--" in either case, a file of names (scan, -f, --input-file), or messages, which may have them. Compared ordinally: to ignore case, .NET loads the library.
    internal static bool MayNameOtherScript(string argument) =>
        !argument.All(char.IsAscii)
        || argument.Contains("n--", StringComparison.Ordinal)
        || argument.Contains("N--", StringComparison.Ordinal)
        || argument is "scan" or "mail" or "dkim" or "arc" or "failure-report"
        || argument.StartsWith("--input-file", StringComparison.Ordinal)
        || (argument.StartsWith('-') && !argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('f', StringComparison.Ordinal));

    private static bool IsInstalled() =>
        !OperatingSystem.IsLinux() // elsewhere it is a part of the system
        || Enumerable.Range(OldestVersion, NewestVersion - OldestVersion + 1).Reverse().Any(version =>
            NativeLibrary.TryLoad($"libicuuc.so.{version}", out _) && NativeLibrary.TryLoad($"libicui18n.so.{version}", out _));
}
