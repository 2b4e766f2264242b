namespace Tes.Architecture.Tests;

/// <summary>A C# file of the checkout.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The project it belongs to: the folder below src/, tests/ or fuzz/.</summary>
    public string Project => Path.Split('/')[1];

    public static SourceFile Load(string path) => new(path, Repository.Read(path));

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}
