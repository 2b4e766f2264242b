using System.Globalization;
using System.Text.RegularExpressions;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>The evaluation of OpenDMARC, by RFC 7489: it believes what others found of SPF and DKIM.</summary>
internal sealed partial class OpenDmarc : IDisposable
{
    private const int Port = 8893;
    private const string ServiceId = "receiver.nord";

    private readonly Daemon _daemon;
    private readonly string _address;

    private OpenDmarc(Daemon daemon, string address)
    {
        _daemon = daemon;
        _address = address;
    }

    /// <summary>Starts it as a milter.</summary>
    /// <param name="state">Holds its files.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="resolver">The only name server that it knows.</param>
    /// <param name="suffixList">The list of public suffixes.</param>
    public static async Task<OpenDmarc> StartAsync(StateDirectory state, string address, string resolver, string suffixList)
    {
        var configuration = state.Write("dmarc/opendmarc.conf", string.Create(CultureInfo.InvariantCulture, $"""
            AuthservID {ServiceId}
            TrustedAuthservIDs {ServiceId}
            PublicSuffixList {state.Write("dmarc/suffixes", suffixList)}
            Socket inet:{Port}@{address}
            IgnoreHosts {state.Write("dmarc/ignored", "")}
            BaseDirectory {state.PathOf("dmarc")}
            RejectFailures false
            Syslog false

            """));
        var resolvConf = state.Write("dmarc/resolv.conf", $"nameserver {resolver}\n");
        var daemon = Daemon.Start(
            state, "opendmarc", "unshare", "-m", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", resolvConf, "opendmarc", "-f", "-c", configuration);
        await daemon.WaitAsync(() => MilterSession.AnswersAsync(address, Port));
        return new OpenDmarc(daemon, address);
    }

    /// <returns>The result, and the policy that applies; empty where none does.</returns>
    public async Task<(string Result, string Policy)> EvaluateAsync(DmarcMessage message)
    {
        var results = $"{ServiceId}; spf={message.SpfResult} smtp.mailfrom={message.SpfDomain}"
            + (message.DkimDomain is { } domain ? $"; dkim={message.DkimResult} header.d={domain} header.s=s" : "");
        using var session = new MilterSession();
        var added = await session.ShowAsync(_address, Port, $"a@{message.SpfDomain}",
            [
                ("Authentication-Results", results),
                ("From", $"a@{message.Author}"),
                ("To", "receiver@receiver.nord"),
                ("Date", "Sat, 28 Nov 2026 00:00:00 +0000"),
                ("Message-ID", "<1@client.nord>"),
                ("Subject", "one"),
            ],
            "body\r\n");
        var value = added.SingleOrDefault(field => field.Name == "Authentication-Results").Value ?? "";
        var match = Result().Match(value);
        var result = match.Groups["result"].Value;
        return !match.Success ? ("?", value) : (result, result is "pass" or "fail" ? match.Groups["policy"].Value : "");
    }

    public void Dispose() => _daemon.Dispose();

    [GeneratedRegex(@"dmarc=(?<result>\w+)( \(p=(?<policy>\w+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();
}
