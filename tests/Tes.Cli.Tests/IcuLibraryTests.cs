using Xunit;

namespace Tes.Cli.Tests;

/// <summary>A command that names no other script runs without the Unicode library.</summary>
public sealed class IcuLibraryTests
{
    [Theory]
    [InlineData("bücher.example", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("XN--BCHER-KVA.example", true)]
    [InlineData("-f", true)]
    [InlineData("-vf", true)]
    [InlineData("-fdomains.txt", true)]
    [InlineData("--input-file=domains.txt", true)]
    [InlineData("scan", true)]
    [InlineData("mail", true)]
    [InlineData("dkim", true)]
    [InlineData("arc", true)]
    [InlineData("failure-report", true)]
    [InlineData("example.org", false)]
    [InlineData("--lab", false)]
    [InlineData("", false)]
    public void The_library_is_loaded_only_for_names_in_other_scripts(string argument, bool needed) =>
        Assert.Equal(needed, IcuLibrary.MayNameOtherScript(argument));
}
