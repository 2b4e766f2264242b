using System.Globalization;
using System.Text.Json;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Surveys;

/// <summary>What one run of an archive says of each domain, read from the tables as `tes scan export` writes them.</summary>
internal sealed class SurveyedDomains
{
    private readonly ILookup<string, JsonElement> _hosts;
    private readonly ILookup<string, JsonElement> _addresses;
    private readonly ILookup<string, JsonElement> _findings;
    private readonly ILookup<long, JsonElement> _tlsa;
    private readonly Dictionary<string, JsonElement> _domains;
    private readonly Dictionary<long, JsonElement> _sessions;
    private readonly Dictionary<long, JsonElement> _lookups;
    private readonly Dictionary<string, JsonElement> _certificates;

    private SurveyedDomains(string folder)
    {
        IEnumerable<JsonElement> Rows(string table) => File.ReadLines(Path.Combine(folder, $"{table}.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);
        _domains = Rows("domains").ToDictionary(row => Text(row, "domain"), StringComparer.Ordinal);
        _hosts = Rows("domain_hosts").ToLookup(row => Text(row, "domain"), StringComparer.Ordinal);
        _addresses = Rows("domain_addresses").ToLookup(row => Text(row, "domain"), StringComparer.Ordinal);
        _findings = Rows("findings").ToLookup(row => Text(row, "domain"), StringComparer.Ordinal);
        _tlsa = Rows("tlsa").ToLookup(row => Number(row, "lookup"));
        _sessions = Rows("sessions").ToDictionary(row => Number(row, "session"));
        _lookups = Rows("lookups").ToDictionary(row => Number(row, "lookup"));
        _certificates = Rows("certificates").ToDictionary(row => Text(row, "certificate"), StringComparer.Ordinal);
    }

    /// <summary>All that the run has, each once.</summary>
    public IEnumerable<string> Names => _domains.Keys;

    /// <summary>Its sessions with mail servers.</summary>
    public int Sessions => _sessions.Count;

    /// <summary>Its addresses of MX hosts of domains.</summary>
    public int Addresses => _addresses.Sum(addresses => addresses.Count());

    /// <summary>Reads the last run of an archive.</summary>
    /// <param name="state">For the files.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="inside">What the program is run in; empty for nothing.</param>
    public static async Task<SurveyedDomains> ReadAsync(StateDirectory state, string archive, params string[] inside)
    {
        var folder = state.CreateDirectory("exports", Guid.NewGuid().ToString("N"));
        var export = await RunningProgram.RunAsync(
            state, [.. inside, .. TesProgram.CommandLine, "scan", "export", "--archive", archive, "--format", "jsonl", "--output", folder]);
        return export.ExitStatus == 0 ? new SurveyedDomains(folder) : throw new InvalidOperationException(export.ToString());
    }

    /// <summary>The columns of a domain that `tes test` does not have, or has in other words.</summary>
    public string Column(string domain, string name) => Text(_domains[domain], name);

    /// <summary>Whether hosts of a domain have addresses.</summary>
    public bool HasAddresses(string domain) => _addresses[domain].Any();

    /// <summary>All that `tes test` says of a domain, too.</summary>
    public DomainFacts Facts(string domain)
    {
        var row = _domains[domain];
        var lookups = LookupsOf(row).Select(lookup => Number(lookup, "lookup"));
        return new DomainFacts(
        [
            $"class {Text(row, "class")}",
            $"delivery {Text(row, "delivery")}, state {Text(row, "state")}",
            $"mx {Text(row, "mx_kind")} {Text(row, "mx_security")}",
            $"spf {Text(row, "spf")} {Text(row, "spf_all")}",
            .. _hosts[domain].Select(host =>
                $"host {Number(host, "position")}: {Number(host, "preference")} {Text(host, "host")} {Text(host, "address_security")}, TLSA {Text(host, "tlsa")}"),
            .. lookups.SelectMany(lookup => _tlsa[lookup]).Where(record => Text(record, "security") == "secure").Select(record =>
                $"TLSA {Number(record, "usage")} {Number(record, "selector")} {Number(record, "matching_type")} {Text(record, "data")}"),
            .. _addresses[domain].Select(Address),
            .. _findings[domain].Select(DomainFacts.Finding),
        ]);
    }

    /// <summary>The same, and all else that does not depend on time or order.</summary>
    public DomainFacts AllFacts(string domain)
    {
        var row = _domains[domain];
        return new DomainFacts(
        [
            .. Facts(domain).Lines,
            .. ((string[])["tld", "reason", "provider", "dmarc", "dmarc_policy", "mta_sts", "tlsrpt"]).Select(column => $"{column} {Text(row, column)}"),
            .. LookupsOf(row).Select(lookup =>
                $"look-up {Text(lookup, "name")} {Text(lookup, "type")}: {Text(lookup, "outcome")} {Text(lookup, "security")} {string.Join(", ", Text(lookup, "records").Split('\n').Select(WithoutTtl).Order(StringComparer.Ordinal))}"),
            .. _addresses[domain].Select(address => _sessions[Number(address, "session")]).Select(session =>
                $"greeting of {Text(session, "ip")} port {Number(session, "port")}: {Text(session, "greeting")}, signed with {Text(session, "signature_scheme")}"),
        ]);
    }

    private IEnumerable<JsonElement> LookupsOf(JsonElement domain) =>
        Words(domain, "lookups").Select(number => _lookups[long.Parse(number, CultureInfo.InvariantCulture)]);

    // OWNER TTL CLASS TYPE RDATA, and the cache of a resolver counts the second down.
    private static string WithoutTtl(string record) => record.Split(' ', 3) is [var owner, _, var rest] ? $"{owner} {rest}" : record;

    private string Address(JsonElement address)
    {
        var session = _sessions[Number(address, "session")];
        return DomainFacts.Address(
            Number(address, "position"),
            Text(address, "ip"),
            Text(session, "starttls"),
            $"{Text(session, "protocol")} {Text(session, "cipher")} {Text(session, "key_exchange_group")} as {Text(session, "server_name")}",
            Words(session, "auth_before_tls"),
            $"{Text(session, "failure_stage")}: {Text(session, "failure")}",
            Words(session, "certificates").Select(digest => _certificates[digest]).Select(certificate =>
                DomainFacts.Certificate(Text(certificate, "subject"), Text(certificate, "issuer"), Time(certificate, "not_before"), Time(certificate, "not_after"))),
            $"{Text(address, "dane")}, delivers {Text(address, "delivery")}, fault {Text(address, "fault")}");
    }

    private static string Time(JsonElement row, string column) => $"{Text(row, column).Replace(' ', 'T')}Z";

    private static string[] Words(JsonElement row, string column) => row.GetProperty(column).GetString()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString() ?? "null";

    private static long Number(JsonElement row, string column) => row.GetProperty(column).GetInt64();
}
