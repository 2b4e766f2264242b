using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Tes.Cli.Terminal;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Options;

/// <summary>The options of every command that talks to mail servers.</summary>
internal sealed class SmtpOptions
{
    private readonly Option<bool> _ipv4 = new("-4") { Description = "Only IPv4." };

    private readonly Option<bool> _ipv6 = new("-6") { Description = "Only IPv6." };

    private readonly Option<int> _port = new("--smtp-port")
    {
        Description = "TCP port of the mail servers, also in the names of TLSA records.",
        HelpName = "PORT",
        DefaultValueFactory = _ => SmtpProbe.DefaultPort,
        CustomParser = ParsePort,
    };

    private readonly Option<string?> _ehloName = new("--ehlo-name")
    {
        Description = "Name to introduce ourselves with. Default: this host's own full name, else its address.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        command.Add(_ipv4);
        command.Add(_ipv6);
        command.Add(_port);
        command.Add(_ehloName);
    }

    /// <summary>Whether the user gives a port.</summary>
    public bool NamesPort(ParseResult parsed) => parsed.GetResult(_port) is { Implicit: false };

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    public AddressFamilies Families(ParseResult parsed) => (parsed.GetValue(_ipv4), parsed.GetValue(_ipv6)) switch
    {
        (true, false) => AddressFamilies.IPv4,
        (false, true) => AddressFamilies.IPv6,
        _ => AddressFamilies.Both,
    };

    /// <exception cref="UsageException">The name for EHLO is none.</exception>
    public ProbeOptions ReadProbe(ParseResult parsed, TimeSpan? timeout)
    {
        string? name = parsed.GetValue(_ehloName);
        try
        {
            return new ProbeOptions
            {
                EhloName = name,
                ConnectTimeout = Cut(ProbeOptions.DefaultConnectTimeout, timeout),
                ReplyTimeout = Cut(ProbeOptions.DefaultReplyTimeout, timeout),
                TotalTimeout = timeout is { } total && total < ProbeOptions.MaxTimeout ? total : timeout is null ? ProbeOptions.DefaultTotalTimeout : ProbeOptions.MaxTimeout,
            };
        }
        catch (ArgumentException exception) when (string.Equals(exception.ParamName, "value", StringComparison.Ordinal))
        {
            throw new UsageException($"{TerminalText.Quote(name)} is not a name for EHLO: a full domain name or an address literal such as [192.0.2.1] (RFC 5321 §4.1.1.1)", exception);
        }
    }

    /// <summary>Parser of a TCP port.</summary>
    public static int ParsePort(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= IPEndPoint.MaxPort)
            return port;
        result.AddError($"{TerminalText.Quote(text)} is not a port between 1 and {IPEndPoint.MaxPort}");
        return 0;
    }

    private static TimeSpan Cut(TimeSpan usual, TimeSpan? timeout) => timeout is { } limit && limit < usual ? limit : usual;
}
