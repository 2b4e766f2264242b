using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Resolver.Upstreams;
using Tes.Scan.Survey.Lists;
using Tes.Scan.Survey.Politeness;

namespace Tes.Cli.Survey;

/// <summary>The options by which a survey spares the servers that it meets.</summary>
internal sealed class PolitenessOptions
{
    /// <summary>The option that gives every name a session.</summary>
    public const string EveryNameOption = "--every-name";

    /// <summary>
    /// DNS queries a second by default: a third of what Google Public DNS allows a client without asking (1500), and what other
    /// public resolvers bear; a resolver of one's own takes many times as many.
    /// </summary>
    public const int UsualDnsRate = 500;

    /// <summary>Most SMTP sessions a second that can be asked for. Own limit: what a server of one's own bears.</summary>
    private const int MostSessionsPerSecond = 10_000;

    /// <summary>Most sessions at once with a network or a provider. Own limit: as for domains at once.</summary>
    private const int MostAtOnce = 5000;

    /// <summary>Largest opt-out list. Own limit: two million entries, and a wrong path must not fill the memory.</summary>
    private const int LargestList = 64 * 1024 * 1024;

    private readonly Option<double?> _smtpRate = new("--smtp-rate")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"Begin at most N SMTP sessions a second in all, also fractions. Default: {PolitenessLimits.DefaultSessionsPerSecond}; no limit for servers on loopback."),
        HelpName = "N",
        CustomParser = ParseRate,
    };

    private readonly Option<int?> _dnsRate = Number(
        "--dns-rate", QueryRate.MaxPerSecond, $"Send at most N DNS queries a second in all. Default: {UsualDnsRate}; no limit with --lab and with a resolver on loopback.");

    private readonly Option<int?> _perNetwork = Number(
        "--per-network", MostAtOnce, $"Hold at most N SMTP sessions at once with a network (IPv4 /24, IPv6 /48). Default: {PolitenessLimits.DefaultPerNetwork}; no limit for servers on loopback.");

    private readonly Option<int?> _perProvider = Number(
        "--per-provider", MostAtOnce, $"Hold at most N SMTP sessions at once with the mail hosts of a provider, known by the end of their names. Default: {PolitenessLimits.DefaultPerProvider}; no limit for servers on loopback.");

    private readonly Option<string?> _optOut = new("--opt-out")
    {
        Description = "File of those who asked to be left out, one a line: domains and mail hosts (*.NAME with all below it), addresses, networks (192.0.2.0/24).",
        HelpName = "FILE",
    };

    private readonly Option<bool> _everyName = new(EveryNameOption)
    {
        Description = "Hold a session under every name of a server that makes TLS, also where it shows one certificate to all of them.",
    };

    public void AddTo(Command command)
    {
        command.Add(_smtpRate);
        command.Add(_dnsRate);
        command.Add(_perNetwork);
        command.Add(_perProvider);
        command.Add(_optOut);
        command.Add(_everyName);
    }

    /// <summary>Which names of a server are met.</summary>
    public SessionSharing Sharing(ParseResult parsed) => parsed.GetValue(_everyName) ? SessionSharing.EveryName : SessionSharing.OneCertificate;

    /// <summary>What the options say, the file read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inLab">Whether all servers are our own on loopback: then only what is given limits anything.</param>
    /// <param name="time">The clock of the rates.</param>
    /// <exception cref="UsageException">The file cannot be used.</exception>
    /// <param name="resolverIsOwn">Whether only resolvers on loopback are asked: then only what is given limits the queries.</param>
    public Politeness Read(ParseResult parsed, bool inLab, bool resolverIsOwn, TimeProvider time)
    {
        PolitenessLimits usual = inLab ? PolitenessLimits.None : PolitenessLimits.Default;
        int? dnsRate = parsed.GetValue(_dnsRate) ?? (inLab || resolverIsOwn ? null : UsualDnsRate);
        return new Politeness(
            usual with
            {
                // Who gives a limit means it for all.
                SparesLoopback = parsed.GetValue(_smtpRate) is not null || parsed.GetValue(_perNetwork) is not null || parsed.GetValue(_perProvider) is not null,
                SessionsPerSecond = parsed.GetValue(_smtpRate) ?? usual.SessionsPerSecond,
                PerNetwork = parsed.GetValue(_perNetwork) ?? usual.PerNetwork,
                PerProvider = parsed.GetValue(_perProvider) ?? usual.PerProvider,
            },
            ReadList(parsed.GetValue(_optOut)),
            dnsRate is { } rate ? new QueryRate(rate, time) : null,
            Sharing(parsed));
    }

    private static OptOutList ReadList(string? path)
    {
        if (path is null)
            return OptOutList.Empty;
        return OptOutList.TryRead(InputFile.ReadOctets(path, LargestList), out OptOutList? list, out BadLine? problem)
            ? list
            : throw new UsageException($"{TerminalText.Quote(path)}, line {problem.Number}: {TerminalText.Quote(problem.Text)} {problem.Problem}; nothing is surveyed as long as part of an opt-out list cannot be understood");
    }

    private static Option<int?> Number(string name, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most)
                return value;
            result.AddError($"{TerminalText.Quote(text)} is not a number from 1 to {most} for {name}");
            return null;
        },
    };

    private static double? ParseRate(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        // One session in a quarter of an hour is as slow as makes sense.
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value is >= 0.001 and <= MostSessionsPerSecond)
            return value;
        result.AddError($"{TerminalText.Quote(text)} is not a number from 0.001 to {MostSessionsPerSecond} for --smtp-rate");
        return null;
    }
}
