namespace Tes.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Folders that hold what was built or fetched, not what was written.</summary>
    private static readonly string[] NotWritten = [".git", "artifacts", "bin", "obj", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every written file below <paramref name="folder"/>, as paths from the root with slashes.</summary>
    public static IReadOnlyList<string> Files(string folder = "", string pattern = "*") =>
        [.. Walk(new DirectoryInfo(Path.Combine(Root, folder)), pattern)
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Where(IsWritten).Concat(folder.EnumerateDirectories()
            .Where(IsWritten)
            .SelectMany(child => Walk(child, pattern)));

    private static bool IsWritten(FileSystemInfo entry) => !NotWritten.Contains(entry.Name, StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tes.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Tes.slnx above {AppContext.BaseDirectory}");
    }
}
