using Tes.Cli.Terminal;

namespace Tes.Cli.Resolution;

/// <summary>That the system's resolver is to blame, and neither the name asked for nor its zone.</summary>
internal static class ResolverTrouble
{
    /// <summary>Tells it where that is so.</summary>
    /// <returns>Whether it is: then nothing is known, and the exit status is <see cref="ExitStatus.Inconclusive"/>.</returns>
    public static bool Tell(SwitchingResolver resolver, CommandConsole console)
    {
        if (resolver.KnownTrouble is not { } trouble)
            return false;
        console.WriteError($"the system's resolver is of no use here, and authoritative servers cannot be asked in its place: {trouble} (see 'tes dns doctor')");
        return true;
    }
}
