namespace Tes.Cli.Lab;

/// <summary>The lab's trust anchor in a file of its own, for <c>--trust-anchor</c> of other runs; gone when the lab ends.</summary>
internal sealed class AnchorFile : IDisposable
{
    public AnchorFile(string anchor)
    {
        Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("tes-lab-").FullName, "root.anchor");
        File.WriteAllText(Path, anchor + "\n");
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
