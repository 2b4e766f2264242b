using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Testnet;

namespace Tes.Cli.Lab;

/// <summary>One of the internets that <c>tes lab</c> can run.</summary>
internal interface ILabScenario
{
    /// <summary>What <c>--scenario</c> calls it.</summary>
    string Word { get; }

    /// <summary>Its zones and hosts.</summary>
    Scenario Scenario { get; }

    /// <summary>A domain to try commands with.</summary>
    string Example { get; }

    /// <summary>Writes a line for each domain, its name first.</summary>
    void WriteDomains(CommandConsole console);

    /// <summary>Writes what is shown of the domains when the lab starts.</summary>
    void WriteOverview(CommandConsole console);

    /// <summary>Writes the members of the <c>tes.lab/1</c> document behind the schema and the scenario.</summary>
    void WriteJson(Utf8JsonWriter json);

    /// <summary>Commands to try besides those with the example.</summary>
    /// <param name="options">The options that lead a command into the lab.</param>
    IEnumerable<string> Commands(string options);
}
