using System.CommandLine;
using System.Globalization;
using Tes.Cli.Terminal;

namespace Tes.Cli.Survey;

/// <summary>The argument RUN.</summary>
internal sealed class RunArgument
{
    private readonly Argument<int?> _run;

    public RunArgument(string description, string name = "RUN", bool required = false) => _run = new Argument<int?>(name)
    {
        Description = description,
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
                return null;
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
                return number;
            result.AddError($"{TerminalText.Quote(result.Tokens[0].Value)} is not the number of a run; tes scan runs lists them");
            return null;
        },
    };

    public void AddTo(Command command) => command.Add(_run);

    /// <summary>The number; null where none was given.</summary>
    public int? Number(ParseResult parsed) => parsed.GetValue(_run);
}
