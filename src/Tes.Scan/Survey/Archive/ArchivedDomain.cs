using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Survey.Archive.Evidence;
using Tes.Smtp;

namespace Tes.Scan.Survey.Archive;

/// <summary>
/// A domain with the evidence of its test: a resolver that answers as it was answered then, and mail servers that say what they
/// said then. What nobody asked then fails.
/// </summary>
public sealed class ArchivedDomain : IResolver
{
    private readonly Dictionary<Question, Answer> _answers;
    private readonly IReadOnlyList<(string Host, ProbeReport Report)> _sessions;

    internal ArchivedDomain(
        MailDomain domain, DateTimeOffset tested, TimeSpan elapsed, bool hasPolicies, Dictionary<Question, Answer> answers, IReadOnlyList<(string Host, ProbeReport Report)> sessions)
    {
        Domain = domain;
        Tested = tested;
        Elapsed = elapsed;
        HasPolicies = hasPolicies;
        _answers = answers;
        _sessions = sessions;
    }

    /// <summary>The domain.</summary>
    public MailDomain Domain { get; }

    /// <summary>When it was tested.</summary>
    public DateTimeOffset Tested { get; }

    /// <summary>How long the test took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Whether DMARC, MTA-STS and TLSRPT were looked up.</summary>
    public bool HasPolicies { get; }

    /// <inheritdoc/>
    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        var question = new Question(name, type);
        return ValueTask.FromResult(_answers.TryGetValue(question, out Answer? answer)
            ? answer
            : new Answer.Failed(question, [], name, new LookupFailure(LookupFailureKind.ErrorResponse, question, "it was not looked up when the domain was surveyed"), ValidationTrace.Empty));
    }

    /// <summary>What the session with an address showed. Matches <see cref="Reports.AddressProbe"/>.</summary>
    public Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        string name = serverName.ToLowerInvariant();
        (string Host, ProbeReport Report)[] ofAddress = [.. _sessions.Where(known => known.Report.Address.Equals(address))];
        // The session that the host was judged by, whatever name it was held under. Only the name behind a CNAME is not that of a host.
        ProbeReport? report = ofAddress.FirstOrDefault(known => string.Equals(known.Host, name, StringComparison.Ordinal)).Report
            ?? ofAddress.FirstOrDefault(known => SessionEvidence.ShowsName(known.Report) && string.Equals(known.Report.ServerName, name, StringComparison.Ordinal)).Report
            // A session that showed no name stands for all of them.
            ?? ofAddress.FirstOrDefault(known => !SessionEvidence.ShowsName(known.Report)).Report
            ?? new ProbeReport { Address = address, Port = port, ServerName = name, StartTls = StartTlsOutcome.Inconclusive, Elapsed = TimeSpan.Zero };
        bool isOfOther = SessionEvidence.ShowsName(report) && !string.Equals(report.ServerName, name, StringComparison.Ordinal);
        return Task.FromResult(report with { ServerName = name, HeldUnder = isOfOther ? report.ServerName : null });
    }
}
