using SharpFuzz;
using Tes.Fuzz;

// Driven by fuzz/run; see fuzz/README.md.
const string Usage = """
    usage: Tes.Fuzz TARGET                  under afl-fuzz: fuzzes the target
           Tes.Fuzz TARGET FILE...          runs the target on files and says what they cost
           Tes.Fuzz --list                  the targets, one a line
           Tes.Fuzz --instrument ASSEMBLY...  makes assemblies report to afl-fuzz, in place
    """;

WorkMeter.Attach();
switch (args)
{
    case ["--list"]:
        foreach (FuzzTarget target in FuzzTargets.All)
            Console.WriteLine(target.Name);
        return 0;
    case ["--instrument", .. var assemblies]:
        // Read once, when the library is first used.
        Environment.SetEnvironmentVariable("SHARPFUZZ_ENABLE_ON_BRANCH_CALLBACK", "1");
        foreach (string assembly in assemblies)
            Console.WriteLine($"{Path.GetFileName(assembly)}: {Fuzzer.Instrument(assembly, static _ => true, Options.Value).Count()} types");
        return 0;
    case [var name] when FuzzTargets.Find(name) is { } target:
        Fuzz(target);
        return 0;
    case [var name, .. var files] when FuzzTargets.Find(name) is { } target:
        return files.Select(file => Replay(target, file)).ToArray().Contains(false) ? 1 : 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static void Fuzz(FuzzTarget target)
{
    // One buffer for all inputs; afl-fuzz is told not to make longer ones (fuzz/run).
    byte[] buffer = new byte[1 << 20];
    Fuzzer.Run(stream => target.Run(buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false))));
}

static bool Replay(FuzzTarget target, string file)
{
    byte[] input = File.ReadAllBytes(file);
    try
    {
        target.Run(input);
        WorkMeter.Start();
        target.Check(input);
        Console.WriteLine($"{file}: {input.Length} octets, {WorkMeter.Stop()}");
        return true;
    }
#pragma warning disable CA1031 // Whatever escapes is what was looked for.
    catch (Exception exception)
#pragma warning restore CA1031
    {
        Console.WriteLine($"{file}: {exception}");
        return false;
    }
}
