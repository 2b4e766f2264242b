using Xunit;

namespace Tes.Fuzz.Tests;

/// <summary>The inputs that are kept, through the targets that fuzzing uses: seeds, and what crashed once.</summary>
public sealed class SeedTests
{
    // Longer seeds are cut at some of their octets only.
    private const int MaxCuts = 300;

    private static readonly string[] Folders = ["seeds", "crashes"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_property_holds_for_an_input_that_is_kept(string target, string file) =>
        Find(target).Run(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_property_holds_for_an_input_cut_short_or_changed_in_one_octet(string target, string file)
    {
        byte[] input = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file));
        int step = 1 + (input.Length / MaxCuts);
        for (int at = 0; at < input.Length; at += step)
        {
            Find(target).Run(input.AsSpan(0, at));
            byte[] changed = [.. input];
            changed[at] ^= 0x81;
            Find(target).Run(changed);
        }
    }

    [Theory]
    [MemberData(nameof(TargetNames))]
    public void A_target_has_seeds_and_takes_nothing_as_input(string target)
    {
        Assert.NotEmpty(Files("seeds", target));
        Find(target).Run([]);
    }

    [Fact]
    public void Every_folder_of_inputs_belongs_to_a_target() =>
        Assert.All(
            Folders.Select(folder => Path.Combine(AppContext.BaseDirectory, folder)).Where(Directory.Exists).SelectMany(Directory.GetDirectories),
            folder => Assert.NotNull(FuzzTargets.Find(Path.GetFileName(folder))));

    public static TheoryData<string> TargetNames() => [.. FuzzTargets.All.Select(target => target.Name)];

    public static TheoryData<string, string> Inputs()
    {
        var inputs = new TheoryData<string, string>();
        foreach (FuzzTarget target in FuzzTargets.All)
        {
            foreach (string file in Folders.SelectMany(folder => Files(folder, target.Name)))
                inputs.Add(target.Name, file);
        }

        return inputs;
    }

    private static FuzzTarget Find(string name) => FuzzTargets.Find(name) ?? throw new InvalidOperationException($"no target {name}");

    private static IEnumerable<string> Files(string folder, string target)
    {
        var place = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, folder, target));
        return place.Exists ? place.GetFiles().Select(file => Path.Combine(folder, target, file.Name)).Order(StringComparer.Ordinal) : [];
    }
}
