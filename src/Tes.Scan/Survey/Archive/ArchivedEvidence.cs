using System.Data.Common;
using System.Globalization;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Survey.Archive.Evidence;
using Tes.Smtp;

namespace Tes.Scan.Survey.Archive;

/// <summary>Reads the evidence of a run.</summary>
/// <param name="archive">The archive.</param>
/// <param name="run">The run.</param>
public sealed class ArchivedEvidence(SurveyArchive archive, int run)
{
    /// <summary>Domains that are read at once. Own limit: some 40 MB with their look-ups; each such chunk goes once through the columns of numbers.</summary>
    private const int Chunk = 2000;

    /// <summary>The domains in the order of their names, each with its evidence.</summary>
    /// <exception cref="ArchiveException">While enumerating: the archive cannot be read, or a piece of evidence is damaged.</exception>
    public IEnumerable<ArchivedDomain> Domains()
    {
        string last = "";
        while (true)
        {
            // Names are ASCII and hold no quote (MailDomain), but an archive may be of someone else.
            string chunk = string.Create(
                CultureInfo.InvariantCulture, $"(SELECT domain, tested, seconds, dmarc, lookups FROM domains WHERE run = {run} AND domain > '{last.Replace("'", "''", StringComparison.Ordinal)}' ORDER BY domain LIMIT {Chunk})");
            IReadOnlyList<Row> rows = archive.Read($"SELECT domain, tested, seconds, dmarc IS NOT NULL FROM {chunk} ORDER BY domain", Row.Of);
            if (rows.Count == 0)
                yield break;
            ILookup<string, Answer> answers = ReadAnswers(chunk);
            ILookup<string, (string Host, ProbeReport Report)> sessions = ReadSessions(chunk);
            foreach (Row row in rows)
            {
                if (!MailDomain.TryParse(row.Domain, out MailDomain? domain, out string? problem))
                    throw Damaged($"'{row.Domain}' {problem}");
                yield return new ArchivedDomain(
                    domain,
                    new DateTimeOffset(DateTime.SpecifyKind(row.Tested, DateTimeKind.Utc)),
                    row.Elapsed,
                    row.HasPolicies,
                    answers[row.Domain].DistinctBy(answer => answer.Question).ToDictionary(answer => answer.Question),
                    [.. sessions[row.Domain]]);
            }

            last = rows[^1].Domain;
        }
    }

    private ILookup<string, Answer> ReadAnswers(string chunk)
    {
        // One piece of evidence is read once, whoever shares it.
        var read = new Dictionary<long, Answer>();
        return archive.Read(
            $"SELECT c.domain, l.lookup, l.evidence FROM (SELECT domain, CAST(unnest(string_split(lookups, ' ')) AS BIGINT) AS lookup FROM {chunk} WHERE lookups <> '') c "
            + string.Create(CultureInfo.InvariantCulture, $"JOIN lookups l ON l.lookup = c.lookup WHERE l.run = {run}"),
            row =>
            {
                long number = row.GetInt64(1);
                if (!read.TryGetValue(number, out Answer? answer))
                {
                    if (!LookupEvidence.TryRead(row.GetString(2), out answer))
                        throw Damaged(string.Create(CultureInfo.InvariantCulture, $"look-up {number} of run {run} is not readable"));
                    read.Add(number, answer);
                }

                return (Domain: row.GetString(0), Answer: answer);
            }).ToLookup(known => known.Domain, known => known.Answer, StringComparer.Ordinal);
    }

    private ILookup<string, (string Host, ProbeReport Report)> ReadSessions(string chunk)
    {
        string condition = string.Create(CultureInfo.InvariantCulture, $"a.run = {run} AND s.run = {run}");
        IReadOnlyList<(string Domain, string Host, string Evidence)> sessions = archive.Read(
            $"SELECT a.domain, a.host, s.evidence FROM domain_addresses a JOIN sessions s USING (session) WHERE {condition} AND a.domain IN (SELECT domain FROM {chunk})",
            row => (row.GetString(0), row.GetString(1), row.GetString(2)));
        Dictionary<string, ReadOnlyMemory<byte>> certificates = archive.Read(
            $"SELECT DISTINCT c.certificate, c.der FROM certificates c JOIN (SELECT unnest(string_split(s.certificates, ' ')) AS certificate FROM domain_addresses a JOIN sessions s USING (session) WHERE {condition} AND a.domain IN (SELECT domain FROM {chunk})) USING (certificate)",
            row => (Digest: row.GetString(0), Der: (ReadOnlyMemory<byte>)Octets(row, 1))).DistinctBy(known => known.Digest, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return sessions.Select(known =>
        {
            if (!SessionEvidence.TryRead(known.Evidence, known.Host, digest => certificates[digest], out ProbeReport? report))
                throw Damaged($"a session for {known.Domain} is not readable");
            return (known.Domain, known.Host, Report: report);
        }).ToLookup(known => known.Domain, known => (known.Host, known.Report), StringComparer.Ordinal);
    }

    private static byte[] Octets(DbDataReader row, int column)
    {
        using Stream stream = row.GetStream(column);
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }

    private static ArchiveException Damaged(string message) => new(ArchiveFault.NotAnArchive, $"its evidence is damaged: {message}");

    private sealed record Row(string Domain, DateTime Tested, TimeSpan Elapsed, bool HasPolicies)
    {
        public static Row Of(DbDataReader row) => new(row.GetString(0), row.GetDateTime(1), TimeSpan.FromSeconds(row.GetDouble(2)), row.GetBoolean(3));
    }
}
