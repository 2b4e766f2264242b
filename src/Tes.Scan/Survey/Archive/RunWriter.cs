using System.Globalization;
using System.Security.Cryptography;
using DuckDB.NET.Data;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Scan.Survey.Archive.Evidence;
using Tes.Scan.Survey.Countries;
using Tes.Scan.Survey.Lists;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Pkix;

namespace Tes.Scan.Survey.Archive;

/// <summary>
/// Writes the domains of one survey. Each call of Write is one transaction: after a crash all of it is there, or
/// nothing. After an exception it is of no more use; open the archive again and resume. Not for several threads at once.
/// </summary>
public sealed class RunWriter
{
    // Own limits, some 10 MB together: the servers and records that domains share are met again within fewer than this.
    private const int LookupsRemembered = 50_000;
    private const int SessionsRemembered = 50_000;

    private const int UInt128Octets = 16;

    private static readonly string[] OfDomains = ["domains", "domain_hosts", "domain_addresses", "findings"];

    private readonly SurveyArchive _archive;
    private readonly CountryDatabase? _countries;
    private readonly RecentContents _lookups = new(LookupsRemembered);
    private readonly RecentContents _sessions = new(SessionsRemembered);
    // By the first half of their digests: an archive can hold those of many surveys.
    private readonly HashSet<UInt128> _certificates = [];

    internal RunWriter(SurveyArchive archive, int run, CountryDatabase? countries)
    {
        _archive = archive;
        _countries = countries;
        Run = run;
        string condition = string.Create(CultureInfo.InvariantCulture, $"WHERE run = {run}");
        _lookups.Next = SurveyArchive.Guarded(() => archive.Scalar<long>($"SELECT coalesce(max(lookup), 0) + 1 FROM lookups {condition}"));
        _sessions.Next = SurveyArchive.Guarded(() => archive.Scalar<long>($"SELECT coalesce(max(session), 0) + 1 FROM sessions {condition}"));
        foreach (UInt128 certificate in archive.Stream("SELECT certificate FROM certificates", row => KeyOf(row.GetString(0))))
            _certificates.Add(certificate);
    }

    /// <summary>The number of the run.</summary>
    public int Run { get; }

    /// <summary>The domains that are written, each with whether something was said of it.</summary>
    public IEnumerable<(string Domain, bool IsConclusive)> Tested() => _archive.Stream(
        string.Create(CultureInfo.InvariantCulture, $"SELECT domain, class <> 'inconclusive' FROM domains WHERE run = {Run}"), row => (row.GetString(0), row.GetBoolean(1)));

    /// <summary>Writes domains.</summary>
    /// <param name="reports">The domains.</param>
    /// <param name="replaced">Those of them that were written before, and are taken out first.</param>
    public void Write(IReadOnlyCollection<DomainReport> reports, IReadOnlyCollection<string>? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(reports);
        SurveyArchive.Guarded(() =>
        {
            using DuckDBTransaction transaction = _archive.Connection.BeginTransaction();
            if (replaced is { Count: > 0 })
                Remove(replaced);
            using (var tables = new RunTables(_archive.Connection))
            {
                foreach (DomainReport report in reports)
                    Write(tables, report);
            }

            transaction.Commit();
        });
    }

    /// <summary>Notes that the list came to its end.</summary>
    public void Finish(DomainListTally list, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(list);
        SurveyArchive.Guarded(() => _archive.Execute(
            "UPDATE runs SET finished = $1, lines = $2, bad_lines = $3, duplicates = $4 WHERE run = $5", at.UtcDateTime, list.Lines, list.BadLines, list.Duplicates, Run));
    }

    /// <summary>Notes that all of a run was judged again, and what its list was like. An unfinished run stays so.</summary>
    public void FinishAs(ArchivedRun judged, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(judged);
        if (judged.Finished is null)
            return;
        SurveyArchive.Guarded(() => _archive.Execute(
            "UPDATE runs SET finished = $1, lines = o.lines, bad_lines = o.bad_lines, duplicates = o.duplicates FROM runs o WHERE o.run = $2 AND runs.run = $3", at.UtcDateTime, judged.Number, Run));
    }

    /// <summary>Gives each address the country that another run has for it.</summary>
    public void TakeCountriesOf(ArchivedRun other)
    {
        ArgumentNullException.ThrowIfNull(other);
        SurveyArchive.Guarded(() => _archive.Execute(
            "UPDATE sessions SET country = o.country FROM (SELECT ip, max(country) AS country FROM sessions WHERE run = $1 AND country IS NOT NULL GROUP BY ip) o WHERE sessions.run = $2 AND sessions.ip = o.ip",
            other.Number, Run));
    }

    /// <summary>Takes the whole run out.</summary>
    public void RemoveRun() => SurveyArchive.Guarded(() =>
    {
        using DuckDBTransaction transaction = _archive.Connection.BeginTransaction();
        foreach (string table in (string[])[.. OfDomains, "sessions", "tlsa", "lookups", "runs"])
            _archive.Execute($"DELETE FROM {table} WHERE run = $1", Run);
        transaction.Commit();
    });

    private void Remove(IReadOnlyCollection<string> domains)
    {
        // Names are letters, digits, hyphens, underscores and dots (MailDomain).
        string names = string.Join(", ", domains.Select(domain => $"'{domain}'"));
        foreach (string table in OfDomains)
            _archive.Execute($"DELETE FROM {table} WHERE run = $1 AND domain IN ({names})", Run);
    }

    private void Write(RunTables tables, DomainReport report)
    {
        DomainFacts facts = report.Facts;
        string domain = facts.Domain.Text;
        string lookups = string.Join(' ', report.Answers.Select(answer => Write(tables, answer).ToString(CultureInfo.InvariantCulture)));
        tables.Domains.CreateRow()
            .AppendValue(Run)
            .AppendValue(domain)
            .AppendValue(domain[(domain.LastIndexOf('.') + 1)..])
            .AppendValue(facts.Time.UtcDateTime)
            .AppendValue(Math.Round(report.Elapsed.TotalSeconds, 3))
            .AppendValue(SurveyClassifier.Of(report).ToWord())
            .AppendValue(InconclusiveReasons.Of(report) is { } reason ? InconclusiveReasons.WordOf(reason) : null)
            .AppendValue(ReportWords.Of(report.Delivery.Delivery))
            .AppendValue(ReportWords.Of(report.State))
            .AppendValue(ReportWords.KindOf(facts))
            .AppendValue(ReportWords.SecurityOf(facts.Mx))
            .AppendValue(facts.Hosts is [var first, ..] ? ProviderName.Of(first.Name) : null)
            .AppendValue(facts.Spf.Match(_ => "published", _ => "absent", _ => "multiple", _ => "malformed", _ => "unknown", _ => "unknown"))
            .AppendValue((facts.Spf as SpfLookup.Published)?.Record.AllQualifier is { } all ? SignOf(all) : null)
            .AppendValue(PresenceOf(facts.Policies?.Dmarc))
            .AppendValue(DmarcPolicyOf(facts.Policies?.Dmarc))
            .AppendValue(PresenceOf(facts.Policies?.MtaSts))
            .AppendValue(PresenceOf(facts.Policies?.TlsRpt))
            .AppendValue(lookups)
            .EndRow();
        for (int position = 0; position < facts.Hosts.Count; position++)
            Write(tables, domain, position, facts.Hosts[position]);
        foreach (Finding finding in report.Findings)
        {
            tables.Findings.CreateRow()
                .AppendValue(Run).AppendValue(domain).AppendValue(finding.Tag.ToWord()).AppendValue(ReportWords.Of(finding.State))
                .AppendValue(ReportWords.Of(finding.Severity)).AppendValue(Clean(finding.Subject)).AppendValue(Clean(finding.Message)).EndRow();
        }
    }

    private void Write(RunTables tables, string domain, int position, HostReport host)
    {
        tables.DomainHosts.CreateRow()
            .AppendValue(Run).AppendValue(domain).AppendValue(position).AppendValue((int)host.Host.Preference).AppendValue(host.Name.ToLowerInvariant())
            .AppendValue(ReportWords.AddressSecurityOf(host)).AppendValue(ReportWords.Of(host.Tlsa)).EndRow();
        foreach (AddressReport address in host.Addresses)
        {
            long session = Write(tables, address.Probe);
            tables.DomainAddresses.CreateRow()
                .AppendValue(Run).AppendValue(domain).AppendValue(position).AppendValue(host.Name.ToLowerInvariant()).AppendValue(address.Address.Address.ToString()).AppendValue(session)
                .AppendValue(ReportWords.Of(address.Address.Security))
                .AppendValue(address.Outcome.Match(delivers => ReportWords.Of(delivers.Level), _ => null!))
                .AppendValue(address.Outcome.Match(_ => null!, fault => WordOf(fault.Fault)))
                .AppendValue(ReportWords.Of(address.Outcome.Dane)).EndRow();
        }
    }

    private long Write(RunTables tables, Answer answer)
    {
        string evidence = LookupEvidence.Write(answer);
        long number = _lookups.NumberOf(evidence, out bool isNew);
        if (!isNew)
            return number;
        IReadOnlyList<ResourceRecord> records = answer is Answer.Found found ? [.. found.Aliases.Append(found.RRset).SelectMany(set => set.RRset.ToRecords())] : [];
        string name = answer.Question.Name.ToDisplayString();
        tables.Lookups.CreateRow()
            .AppendValue(Run).AppendValue(number).AppendValue(name).AppendValue(answer.Question.Type.ToMnemonic()).AppendValue(LookupEvidence.OutcomeOf(answer))
            .AppendValue(ReportWords.Of(answer.Security)).AppendValue(string.Join('\n', records)).AppendValue(Clean(evidence)).EndRow();
        if (answer is not Answer.Found { RRset.RRset: { } set } || set.Type != RRType.Tlsa)
            return number;
        foreach (TlsaRdata tlsa in set.Read<TlsaRdata>())
        {
            tables.Tlsa.CreateRow()
                .AppendValue(Run).AppendValue(number).AppendValue(set.Owner.ToDisplayString()).AppendValue(ReportWords.Of(answer.Security)).AppendValue((int)tlsa.Usage)
                .AppendValue((int)tlsa.Selector).AppendValue((int)tlsa.MatchingType).AppendValue(Convert.ToHexString(tlsa.CertificateAssociationData.Span)).EndRow();
        }

        return number;
    }

    private long Write(RunTables tables, ProbeReport probe)
    {
        string[] digests = [.. (probe.Tls?.CertificateChain ?? []).Select(certificate => Convert.ToHexString(SHA256.HashData(certificate.Span)))];
        string evidence = SessionEvidence.Write(probe, digests);
        long number = _sessions.NumberOf(evidence, out bool isNew);
        if (!isNew)
            return number;
        foreach ((string digest, ReadOnlyMemory<byte> der) in digests.Zip(probe.Tls?.CertificateChain ?? []))
            Write(tables, digest, der);
        tables.Sessions.CreateRow()
            .AppendValue(Run)
            .AppendValue(number)
            .AppendValue(probe.Address.ToString())
            .AppendValue(probe.Port)
            .AppendValue(SessionEvidence.ShowsName(probe) ? probe.NameShown : null)
            .AppendValue(ReportWords.Of(probe.StartTls))
            .AppendValue((int)probe.Progress())
            .AppendValue(probe.Tls?.ProtocolName)
            .AppendValue(probe.Tls?.CipherSuite)
            .AppendValue(probe.Tls?.Group)
            .AppendValue(probe.Tls?.SignatureScheme)
            .AppendValue(probe.CapabilitiesBeforeTls is { AuthMechanisms: { Count: > 0 } mechanisms } ? Clean(string.Join(' ', mechanisms)) : null)
            .AppendValue(probe.Greeting is { } greeting ? Clean($"{greeting.Code} {string.Join(' ', greeting.Lines)}") : null)
            .AppendValue(probe.Failure?.Stage.ToString())
            .AppendValue(probe.Failure is { } failure ? Clean(failure.Detail) : null)
            .AppendValue(Math.Round(probe.Elapsed.TotalSeconds, 3))
            .AppendValue(string.Join(' ', digests))
            .AppendValue(Clean(evidence))
            .AppendValue(_countries?.CountryOf(probe.Address))
            .EndRow();
        return number;
    }

    private void Write(RunTables tables, string digest, ReadOnlyMemory<byte> der)
    {
        if (!_certificates.Add(KeyOf(digest)))
            return;
        PeerCertificate? certificate = PeerCertificate.TryRead(der, out PeerCertificate? read, out _) ? read : null;
        PresentedIdentifiers? names = certificate is not null && PresentedIdentifiers.TryRead(certificate, out PresentedIdentifiers? identifiers) ? identifiers : null;
        tables.Certificates.CreateRow()
            .AppendValue(digest)
            .AppendValue(certificate is null ? null : Clean(certificate.Subject))
            .AppendValue(certificate is null ? null : Clean(certificate.Issuer))
            .AppendValue(certificate?.NotBefore.UtcDateTime)
            .AppendValue(certificate?.NotAfter.UtcDateTime)
            .AppendValue(names is null ? null : Clean(string.Join(' ', names.Names)))
            .AppendValue(certificate?.IsSelfIssued)
            .AppendValue(der.ToArray())
            .EndRow();
    }

    private static UInt128 KeyOf(string digest) => digest.Length == 2 * SHA256.HashSizeInBytes
        && UInt128.TryParse(digest.AsSpan(0, 2 * UInt128Octets), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 key)
            ? key
            : throw new FormatException($"'{digest}' is no digest of a certificate.");

    // A peer's text can hold NUL, at which tools that read the archive would end it.
    private static string Clean(string text) => text.Replace('\0', '\ufffd');

    private static string? PresenceOf(PolicyRecord? record) => record?.Presence switch
    {
        null => null,
        PolicyPresence.Absent => "absent",
        PolicyPresence.Published => "published",
        PolicyPresence.Multiple => "multiple",
        PolicyPresence.Unknown => "unknown",
        var other => throw new ArgumentOutOfRangeException(nameof(record), other, "Not a presence."),
    };

    // RFC 9989 §4.7: what is none of the three is not a policy.
    private static string? DmarcPolicyOf(PolicyRecord? dmarc) => dmarc?.Find("p")?.ToLowerInvariant() is "none" or "quarantine" or "reject" ? dmarc.Find("p")!.ToLowerInvariant() : null;

    // RFC 7208 §4.6.1
    private static string SignOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => "+",
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        SpfQualifier.Neutral => "?",
        _ => throw new ArgumentOutOfRangeException(nameof(qualifier), qualifier, "Not a qualifier."),
    };

    private static string WordOf(AddressFault fault) => fault switch
    {
        AddressFault.Unreachable => "unreachable",
        AddressFault.Inconclusive => "inconclusive",
        AddressFault.TlsaUnknown => "tlsa-unknown",
        AddressFault.NoTls => "no-tls",
        AddressFault.ObsoleteTls => "obsolete-tls",
        AddressFault.NotAuthenticated => "not-authenticated",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };
}
