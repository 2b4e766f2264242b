using System.CommandLine;
using System.CommandLine.Parsing;
using Tes.Cli.Terminal;
using Tes.Dns.Dnssec;

namespace Tes.Cli.Options;

/// <summary>What validation accepts.</summary>
internal sealed class ValidationOptions
{
    private readonly Option<Sha1Handling> _sha1 = new("--sha1")
    {
        Description = "Signatures and digests with SHA-1: validate them, or treat them as unsupported, so that zones with nothing else are insecure (RFC 9905). Default: validate.",
        HelpName = "validate|insecure",
        CustomParser = ParseSha1,
    };

    private readonly Option<TimeSpan> _clockSkew = new("--clock-skew")
    {
        Description = "How far signatures may be past their end or before their begin, in seconds (or with ms, s, m); at most an hour. Default: 0.",
        HelpName = "SECONDS",
        CustomParser = ParseSkew,
    };

    public void AddTo(Command command)
    {
        command.Add(_sha1);
        command.Add(_clockSkew);
    }

    public DnssecPolicy Read(ParseResult parsed) => DnssecPolicy.Default with
    {
        Sha1 = parsed.GetValue(_sha1),
        ClockSkew = parsed.GetValue(_clockSkew),
    };

    private static Sha1Handling ParseSha1(ArgumentResult result)
    {
        switch (result.Tokens[^1].Value)
        {
            case "validate":
                return Sha1Handling.Validate;
            case "insecure":
                return Sha1Handling.TreatAsUnsupported;
            case var other:
                result.AddError($"{TerminalText.Quote(other)} is neither validate nor insecure");
                return default;
        }
    }

    private static TimeSpan ParseSkew(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        if (text == "0")
            return TimeSpan.Zero;
        if (TimeText.TryParseDuration(text, out TimeSpan skew))
            return skew;
        result.AddError($"{TerminalText.Quote(text)} is neither 0 nor a duration between 10ms and 1 hour");
        return default;
    }
}
