using System.Xml.Linq;

namespace Tes.Architecture.Tests;

/// <summary>What a project file says about its place: references, packages, purity.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, bool IsPure)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public static IReadOnlyList<ProjectFile> In(string folder) =>
        [.. Repository.Files(folder, "*.csproj").Select(Load)];

    private static ProjectFile Load(string path)
    {
        var xml = XDocument.Parse(Repository.Read(path));
        return new ProjectFile(
            path,
            Items(xml, "ProjectReference", include => System.IO.Path.GetFileNameWithoutExtension(include)),
            Items(xml, "PackageReference", include => include),
            xml.Descendants("TesPure").Any(element => bool.Parse(element.Value)));
    }

    private static string[] Items(XDocument xml, string kind, Func<string, string> name) =>
        [.. xml.Descendants(kind).Select(item => name(item.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];
}
