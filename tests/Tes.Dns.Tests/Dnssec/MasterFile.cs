using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>Reads the master files of the tests.</summary>
internal static class MasterFile
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "testdata");

    public static IReadOnlyList<ResourceRecord> Load(string file) => Read(File.ReadAllText(Path.Combine(Folder, file)));

    public static IReadOnlyList<ResourceRecord> Read(string text)
    {
        Assert.True(ZoneFile.TryRead(text, DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure), failure.ToString());
        return records;
    }

    public static RRset RRset(string text) => Assert.Single(Dns.Records.RRset.Group(Read(text)));
}
