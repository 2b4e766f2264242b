using System.Globalization;
using System.Text.RegularExpressions;
using Tes.Interop.Tests.Mail;
using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>Gives each mail case its addresses and certificates, and writes the zones that they all share.</summary>
internal sealed partial class MailPlan
{
    private const string SecureZone = "post.nord.";
    private const string InsecureZone = "post-insecure.nord.";
    private const string BogusZone = "post-bogus.west.";
    private const string Other = "other";

    private readonly Addresses _addresses;
    private readonly CertificateFactory _certificates;
    private readonly IReadOnlyList<MailCase> _cases;
    private readonly Dictionary<MailCase, IReadOnlyList<PlannedHost>> _hosts = [];

    public MailPlan(Addresses addresses, CertificateFactory certificates, IReadOnlyList<MailCase> cases)
    {
        _addresses = addresses;
        _certificates = certificates;
        _cases = cases;
        var next = 0;
        foreach (var @case in cases)
        {
            _hosts[@case] = [.. @case.MailHosts.Select(host => new PlannedHost(addresses.MailHost(next), addresses.MailHost6(next++), host))];
        }
    }

    public IReadOnlyList<PlannedHost> Hosts => [.. _cases.SelectMany(@case => _hosts[@case])];

    public IReadOnlyList<PlannedHost> HostsOf(MailCase @case) => _hosts[@case];

    /// <summary>The recipient domain, without the final dot.</summary>
    public string DomainOf(MailCase @case) => Expand(@case, @case.Domain).TrimEnd('.');

    /// <summary>Makes all certificates; before the zones, which carry their digests.</summary>
    public async Task MakeCertificatesAsync()
    {
        await _certificates.MakeAuthoritiesAsync();
        await _certificates.MakeAsync(Other, Credentials.SelfSigned, "Other", []);
        await Parallel.ForEachAsync(_cases, async (@case, _) =>
        {
            var number = 0;
            foreach (var host in _hosts[@case])
            {
                foreach (var credentials in host.Host.Credentials)
                {
                    host.ChainFiles.Add(await MakeAsync(@case, credentials, LeafName(@case, ++number)));
                }

                if (host.Host.SniCredentials is { } sni)
                {
                    host.SniName = $"{host.Host.SniName}.{Expand(@case, "{secure}").TrimEnd('.')}";
                    host.SniChainFile = await MakeAsync(@case, sni, LeafName(@case, ++number));
                }
            }
        });
    }

    public IReadOnlyList<Zone> Zones() =>
    [
        new(SecureZone) { Records = Records(SecureZone, @case => $"{@case.Secure}\n{@case.Tlsa}"), Damage = SpoilTlsa },
        new(InsecureZone) { Records = Records(InsecureZone, @case => @case.Insecure), Signer = Signer.None, Ds = [] },
        new(BogusZone) { Records = Records(BogusZone, @case => @case.Bogus), Ds = [DsForm.ForeignKey], Server = NameServer.Knot },
    ];

    private static string LeafName(MailCase @case, int number) => string.Create(CultureInfo.InvariantCulture, $"{@case.Name}-{number}");

    private async Task<string> MakeAsync(MailCase @case, Credentials credentials, string name)
    {
        var domain = Expand(@case, "{secure}").TrimEnd('.');
        string[] names = [.. credentials.Names.Select(label => label switch
        {
            "@" => domain,
            _ when label.StartsWith('{') => Expand(@case, label).TrimEnd('.'),
            _ => $"{label}.{domain}",
        })];
        return await _certificates.MakeAsync(name, credentials, commonName: names.Length > 0 ? "TES interop" : $"mx.{domain}", names);
    }

    private string Records(string zone, Func<MailCase, string> records) => string.Join('\n', _cases
        .Where(@case => records(@case).Trim().Length > 0)
        .Select(@case => $"$ORIGIN {@case.Name}.{zone}\n{Expand(@case, records(@case))}"));

    private SignedZone SpoilTlsa(SignedZone zone) => _cases
        .SelectMany(@case => @case.SpoiltTlsa.Select(owner => $"{owner}.{@case.Name}"))
        .Aggregate(zone, (broken, owner) => broken.WithSpoiltSignature(owner, "TLSA"));

    private string Expand(MailCase @case, string text) => Placeholder().Replace(text, match => match.Groups["word"].Value switch
    {
        "secure" => $"{@case.Name}.{SecureZone}",
        "insecure" => $"{@case.Name}.{InsecureZone}",
        "bogus" => $"{@case.Name}.{BogusZone}",
        "lame" => _addresses.Nsd,
        "closed" => _addresses.Root,
        "ip6" => _hosts[@case][0].Address6,
        var word when word.StartsWith("ip", StringComparison.Ordinal) => _hosts[@case][Index(word, "ip")].Address,
        var word => Tlsa(@case, word.Split(' ')),
    });

    private string Tlsa(MailCase @case, string[] words)
    {
        var certificate = words[3].StartsWith("leaf", StringComparison.Ordinal) ? LeafName(@case, Index(words[3], "leaf") + 1) : words[3];
        return TlsaRdata.Of(words[0], words[1], words[2], _certificates.Certificate(certificate));
    }

    private static int Index(string word, string prefix) =>
        word.Length == prefix.Length ? 0 : int.Parse(word.AsSpan(prefix.Length), CultureInfo.InvariantCulture) - 1;

    [GeneratedRegex(@"\{(?<word>[^}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>A mail host with its address and certificate files.</summary>
internal sealed class PlannedHost(string address, string address6, MailHost host)
{
    public string Address => address;

    public string Address6 => address6;

    public MailHost Host => host;

    public List<string> ChainFiles { get; } = [];

    public string? SniName { get; set; }

    public string? SniChainFile { get; set; }
}
