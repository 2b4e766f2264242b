using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Tes.Cli.Terminal;
using Tes.Dns.Dnssec;
using Tes.Dns.ZoneFiles;
using Tes.Resolver;
using Tes.Resolver.Upstreams;

namespace Tes.Cli.Options;

/// <summary>The options of every command that looks things up.</summary>
internal sealed class LookupOptions
{
    private const int DnsPort = 53;

    private readonly Option<IPEndPoint[]> _resolver = new("--resolver")
    {
        Description = "Recursive resolver to ask, ADDRESS[:PORT], IPv6 with port as [ADDRESS]:PORT; may be given more than once. Default: the system's.",
        HelpName = "ADDRESS[:PORT]",
        CustomParser = result => ParseEach(result, "--resolver", ParseEndPoint),
    };

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

    public void AddTo(Command command)
    {
        command.Add(_resolver);
        command.Add(_trustAnchor);
        command.Add(_at);
        command.Add(_timeout);
    }

    public DateTimeOffset? At(ParseResult parsed) => parsed.GetValue(_at);

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout);

    /// <summary>Whether an option names a resolver or anchor of the user's own.</summary>
    public bool NamesResolver(ParseResult parsed) => parsed.GetResult(_resolver) is { Implicit: false } || parsed.GetResult(_trustAnchor) is { Implicit: false };

    /// <summary>What the options say of the resolver, files read.</summary>
    /// <exception cref="UsageException">A file cannot be used.</exception>
    public ResolverOptions ReadResolver(ParseResult parsed)
    {
        IPEndPoint[]? upstreams = parsed.GetValue(_resolver);
        var options = new ResolverOptions
        {
            Upstreams = upstreams is { Length: > 0 } ? upstreams : SystemResolvers(),
            TrustAnchors = ReadTrustAnchors(parsed.GetValue(_trustAnchor)),
            ValidationTime = At(parsed),
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

    private static IReadOnlyList<IPEndPoint> SystemResolvers()
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

    private static IPEndPoint? ParseEndPoint(string text) => EndPointText.TryParse(text, DnsPort, out IPEndPoint? endPoint) ? endPoint : null;

    private static T[] ParseEach<T>(ArgumentResult result, string option, Func<string, T?> parse)
        where T : class
    {
        var values = new List<T>();
        foreach (Token token in result.Tokens)
        {
            if (parse(token.Value) is { } value)
                values.Add(value);
            else
                result.AddError($"{TerminalText.Quote(token.Value)} is not an address of a resolver for {option}; write 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:5353");
        }

        return [.. values];
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
