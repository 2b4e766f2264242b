using System.CommandLine;

namespace Tes.Cli.CommandLine;

/// <summary>A verb group: asked for without verb it names the verbs it has.</summary>
internal static class CommandGroup
{
    public static Command Create(string name, string description, params ReadOnlySpan<Command> verbs)
    {
        var group = new Command(name, description);
        foreach (Command verb in verbs)
            group.Add(verb);
        return group;
    }
}
