using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns.Dnssec;
using Tes.Dns.ZoneFiles;
using Tes.Resolver;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;

namespace Tes.Cli.Options;

/// <summary>The options of every command that looks things up.</summary>
internal sealed class LookupOptions
{
    private readonly Option<UpstreamServer[]> _resolver = new("--resolver")
    {
        Description = "Recursive resolver to ask: ADDRESS[:PORT] (IPv6 with port as [ADDRESS]:PORT), tcp://ADDRESS[:PORT], or tls://ADDRESS[:PORT][#NAME]; may be given more than once. Default: the system's.",
        HelpName = "RESOLVER",
        CustomParser = ParseResolvers,
    };

    private readonly Option<string?> _resolverAuthorities = new("--resolver-ca")
    {
        Description = "File with the certificates (PEM) of authorities for tls://ADDRESS#NAME, in place of the system's.",
        HelpName = "FILE",
    };

    private readonly RecursionOptions _recursion = new();

    private readonly Option<string?> _trustAnchor = new("--trust-anchor")
    {
        Description = "File with DS or DNSKEY records to start trust from, in place of the built-in root anchors.",
        HelpName = "FILE",
    };

    private readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "Validate as of this time (ISO 8601, UTC unless it names an offset). Default: now.",
        HelpName = "TIME",
        CustomParser = ParseInstant,
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "Longest time for one look-up and for one SMTP session, in seconds (or with ms, s, m). Default: 20 and 45.",
        HelpName = "SECONDS",
        CustomParser = result => ParseOne<TimeSpan?>(
            result, text => TimeText.TryParseDuration(text, out TimeSpan duration) ? duration : null, "is not a duration between 10ms and 1 hour"),
    };

    private readonly ValidationOptions _validation = new();

    public void AddTo(Command command)
    {
        AddUpstreamsTo(command);
        _recursion.AddTo(command);
    }

    /// <summary>For a command that is about recursive resolvers only.</summary>
    public void AddUpstreamsTo(Command command)
    {
        command.Add(_resolver);
        command.Add(_resolverAuthorities);
        command.Add(_trustAnchor);
        command.Add(_at);
        _validation.AddTo(command);
        command.Add(_timeout);
    }

    public DateTimeOffset? At(ParseResult parsed) => parsed.GetValue(_at);

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout);

    /// <summary>Whether the user names resolvers, all of them on this machine.</summary>
    public bool AsksLoopbackAlone(ParseResult parsed) =>
        IsGiven(parsed, _resolver) && parsed.GetValue(_resolver) is { } servers && servers.All(server => IPAddress.IsLoopback(server.EndPoint.Address));

    /// <summary>Whether an option names a resolver, servers or an anchor of the user's own.</summary>
    public bool NamesResolver(ParseResult parsed) =>
        IsGiven(parsed, _resolver) || NamesAnchor(parsed) || _recursion.Given(parsed) is not null;

    /// <summary>Whether the user gives trust anchors in place of the built-in ones.</summary>
    public bool NamesAnchor(ParseResult parsed) => IsGiven(parsed, _trustAnchor);

    /// <summary>The resolver that the options describe, files read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="family">Ask authoritative servers of this family only; null: of both.</param>
    /// <param name="rate">Caps what is asked; null for no cap.</param>
    /// <param name="console">Is told where authoritative servers stand in for the system's resolver.</param>
    /// <param name="cacheSize">Octets of its cache.</param>
    /// <exception cref="UsageException">A file cannot be used, or options contradict each other.</exception>
    public SwitchingResolver OpenResolver(ParseResult parsed, AddressFamily? family, QueryRate? rate, CommandConsole console, long cacheSize = ResolverOptions.DefaultCacheSize)
    {
        if (IsGiven(parsed, _resolver) && _recursion.Given(parsed) is { } contradiction)
            throw new UsageException($"{contradiction} is for asking authoritative servers, and --resolver names a resolver; leave out one of them");
        IterationOptions iteration = _recursion.Read(parsed) with { OnlyFamily = family };
        if (Timeout(parsed) is { } limit && limit < iteration.Timeout)
            iteration = iteration with { Timeout = limit };
        ResolverOptions options = ReadUpstreams(parsed) with { QueryRate = rate, CacheSize = cacheSize };
        // A resolver that the user names is never replaced.
        return _recursion.Iterates(parsed)
            ? new SwitchingResolver(options with { Iteration = iteration }, null, console.WriteError, console.Time)
            : new SwitchingResolver(options, IsGiven(parsed, _resolver) ? null : iteration, console.WriteError, console.Time);
    }

    /// <summary>What the options say of recursive resolvers and of validation, files read.</summary>
    /// <exception cref="UsageException">A file cannot be used.</exception>
    public ResolverOptions ReadUpstreams(ParseResult parsed)
    {
        UpstreamServer[]? upstreams = parsed.GetValue(_resolver);
        var options = new ResolverOptions
        {
            Upstreams = _recursion.Iterates(parsed) ? [] : upstreams is { Length: > 0 } ? upstreams : SystemResolvers(),
            UpstreamAuthorities = ReadAuthorities(parsed.GetValue(_resolverAuthorities), upstreams ?? []),
            TrustAnchors = ReadTrustAnchors(parsed.GetValue(_trustAnchor)),
            ValidationTime = At(parsed),
            // A test shows what servers answer, not what could be concluded without them.
            AggressiveDenial = AggressiveDenial.Ignore,
            Policy = _validation.Read(parsed),
        };
        return WithTimeout(options, Timeout(parsed));
    }

    /// <summary>The limits of <paramref name="options"/> cut to what the user gives.</summary>
    public static ResolverOptions WithTimeout(ResolverOptions options, TimeSpan? timeout) => timeout is not { } limit
        ? options
        : options with
        {
            LookupTimeout = limit,
            QuestionTimeout = limit < options.QuestionTimeout ? limit : options.QuestionTimeout,
        };

    /// <summary>Parser of <c>--at</c>.</summary>
    public static DateTimeOffset? ParseInstant(ArgumentResult result) => ParseOne<DateTimeOffset?>(
        result, text => TimeText.TryParseInstant(text, out DateTimeOffset at) ? at : null, "is not a time like 2026-11-23T12:00:00Z");

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static IReadOnlyList<UpstreamServer> SystemResolvers()
    {
        try
        {
            return SystemUpstreams.Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("cannot read the system's list of resolvers; name one with --resolver", exception);
        }
    }

    private static TrustAnchorSet ReadTrustAnchors(string? path)
    {
        if (path is null)
            return TrustAnchorSet.Root;
        return TrustAnchorSet.TryRead(InputFile.ReadText(path), out TrustAnchorSet? anchors, out ZoneFileFailure failure)
            ? anchors
            : throw new UsageException($"{TerminalText.Quote(path)} is not a file of trust anchors (DS or DNSKEY records): {failure}");
    }

    private static IReadOnlyList<X509Certificate2> ReadAuthorities(string? path, UpstreamServer[] upstreams)
    {
        if (path is null)
            return [];
        if (!upstreams.Any(upstream => upstream.AuthenticationName is not null))
            throw new UsageException("--resolver-ca is only of use with --resolver tls://ADDRESS#NAME: without a name no certificate is checked");
        try
        {
            return [.. PemFile.ReadCertificates(path).Select(der => X509CertificateLoader.LoadCertificate(der.Span))];
        }
        catch (CryptographicException exception)
        {
            throw new UsageException($"a certificate in {TerminalText.Quote(path)} is not readable", exception);
        }
    }

    private static UpstreamServer[] ParseResolvers(ArgumentResult result)
    {
        var servers = new List<UpstreamServer>();
        foreach (Token token in result.Tokens)
        {
            if (UpstreamText.TryParse(token.Value, out UpstreamServer? server, out string? problem))
                servers.Add(server);
            else
                result.AddError($"{TerminalText.Quote(token.Value)} {problem}");
        }

        return [.. servers];
    }

    private static T? ParseOne<T>(ArgumentResult result, Func<string, T?> parse, string problem)
    {
        string text = result.Tokens[^1].Value;
        T? value = parse(text);
        if (value is null)
            result.AddError($"{TerminalText.Quote(text)} {problem}");
        return value;
    }
}
