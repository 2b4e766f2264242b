using System.Text.RegularExpressions;
using Xunit;

namespace Tes.Architecture.Tests;

/// <summary>Rules of CONTRIBUTING.md that the compiler and the analyzers do not check.</summary>
public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<SourceFile> Sources =
        [.. new[] { "src", "tests", "fuzz" }.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(SourceFile.Load)];

    private static readonly IReadOnlyList<SourceFile> Shipped = [.. Sources.Where(file => file.IsIn("src"))];

    private static readonly IReadOnlyList<SourceFile> Tests = [.. Sources.Where(file => file.IsIn("tests"))];

    // The one skip: where servers cannot listen on their ports there is nothing to compare with. ./test names it, and CI does not allow it.
    private const string InteropEnvironment = "tests/Tes.Interop.Tests/TestInternet.cs";

    [Fact]
    public void A_namespace_begins_with_the_name_of_its_project() =>
        None(Sources, file => NamespacePattern().Matches(file.Text)
            .Select(match => match.Groups["name"].Value)
            .Where(name => name != file.Project && !name.StartsWith(file.Project + ".", StringComparison.Ordinal))
            .Select(name => $"namespace {name}"));

    [Fact]
    public void A_file_holds_at_most_one_public_type() =>
        None(Shipped, file => PublicTypePattern().Matches(file.Text)
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .Skip(1)
            .Select(name => $"second public type {name}"));

    [Fact]
    public void A_type_name_says_what_the_type_is() =>
        None(Sources, file => EmptyNamePattern().Matches(file.Text).Select(match => match.Groups["name"].Value));

    [Fact]
    public void Nothing_is_left_to_be_written() =>
        None(Sources, file => UnfinishedPattern().Matches(file.Text).Select(match => match.Value));

    [Fact]
    public void Tests_neither_sleep_nor_skip() =>
        None(Tests, file => SleepOrSkipPattern().Matches(file.Text).Select(match => match.Value)
            .Where(offence => !(offence == "Assert." + "Skip" && file.Path == InteropEnvironment)));

    private static void None(IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> offences) =>
        Assert.Empty(files.SelectMany(file => offences(file).Select(offence => $"{file.Path}: {offence}")));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespacePattern();

    // File-scoped namespaces: a type at the start of a line is not nested.
    [GeneratedRegex(
        @"^public ((abstract|sealed|static|partial|readonly|ref|unsafe) )*(class|struct|interface|enum|record( class| struct)?) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex PublicTypePattern();

    [GeneratedRegex(
        @"\b(class|struct|interface|enum|record) (?<name>\w*(Common|Utils?|Helpers?|Manager|Processor|Service|Base|Impl|Misc|Core))\b",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex EmptyNamePattern();

    // In pieces, so that it does not find itself.
    [GeneratedRegex(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b|NotImplemented" + "Exception", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnfinishedPattern();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\(|\bSkip = |Assert\.Skip", RegexOptions.None, 1000)]
    private static partial Regex SleepOrSkipPattern();
}
