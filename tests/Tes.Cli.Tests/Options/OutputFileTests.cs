using System.Text;
using Tes.Cli.Options;
using Xunit;

namespace Tes.Cli.Tests.Options;

public sealed class OutputFileTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_replaces_what_was_there()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("report.html");
        await File.WriteAllTextAsync(file, "longer than what comes", Limit);
        OutputFile.Write(file, output => output.Write("whole"u8));
        Assert.Equal("whole", await File.ReadAllTextAsync(file, Limit));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("an earlier report")]
    public async Task Of_a_file_that_has_no_room_nothing_is_left(string? before)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("report.html");
        if (before is not null)
            await File.WriteAllTextAsync(file, before, Limit);
        Assert.Throws<IOException>(() => OutputFile.Write(file, WriteHalf));
        Assert.False(File.Exists(file));
    }

    // As /dev/stdout and /dev/full are.
    [Fact]
    public async Task A_link_stays_where_there_is_no_room()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("report.html"), link = folder.File("link.html");
        await File.WriteAllTextAsync(file, "an earlier report", Limit);
        File.CreateSymbolicLink(link, file);
        Assert.Throws<IOException>(() => OutputFile.Write(link, WriteHalf));
        Assert.Equal(file, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void What_cannot_be_opened_stays()
    {
        using var folder = new TemporaryFolder();
        string inner = folder.File("folder");
        Directory.CreateDirectory(inner);
        Assert.Throws<UnauthorizedAccessException>(() => OutputFile.Write(inner, _ => Assert.Fail("It is no file.")));
        Assert.True(Directory.Exists(inner));
    }

    private static void WriteHalf(Stream output)
    {
        output.Write(Encoding.UTF8.GetBytes("half"));
        output.Flush();
        throw new IOException("No space left on device");
    }
}
