namespace Tes.Cli.Survey.Pictures;

/// <summary>
/// Fonts of this machine for PNG files. The library that draws them knows none by itself, wherever they are; a server may have none.
/// </summary>
internal static class SystemFonts
{
    // Sans-serif, narrow ones first: what fits with them fits. Each with its bold cut.
    private static readonly (string Regular, string Bold)[] Known =
    [
        ("Inter-Regular", "Inter-SemiBold"),
        ("LiberationSans-Regular", "LiberationSans-Bold"),
        ("Arimo-Regular", "Arimo-Bold"),
        ("Roboto-Regular", "Roboto-Bold"),
        ("NotoSans-Regular", "NotoSans-Bold"),
        ("OpenSans-Regular", "OpenSans-Bold"),
        ("FreeSans", "FreeSansBold"),
        ("DejaVuSans", "DejaVuSans-Bold"),
        ("Arial", "Arial Bold"),
        ("arial", "arialbd"),
    ];

    private static readonly string[] Ends = [".ttf", ".otf"];

    private static string[] Folders =>
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/share/fonts"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"),
        "/Library/Fonts",
        "/System/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
    ];

    /// <summary>The files of a font and of its bold cut; null where there is none of those that are known.</summary>
    public static (string Regular, string Bold)? Find() => FindIn(Folders);

    /// <summary>The same in these folders and those below them.</summary>
    public static (string Regular, string Bold)? FindIn(IEnumerable<string> folders)
    {
        // The first of several files with one name, as the folders have their order.
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (string folder in folders.Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", all).Where(file => Ends.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)))
                files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }

        foreach ((string regular, string bold) in Known)
        {
            if (files.TryGetValue(regular, out string? file))
                return (file, files.GetValueOrDefault(bold, file));
        }

        return null;
    }
}
