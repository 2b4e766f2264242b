using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Smtp;

namespace Tes.Scan.Survey.Archive;

/// <summary>
/// A domain with the evidence of its test: a resolver that answers as it was answered then, and mail servers that say what they
/// said then. What nobody asked then fails.
/// </summary>
public sealed class ArchivedDomain : IResolver
{
    private readonly Dictionary<Question, Answer> _answers;
    private readonly Dictionary<(IPAddress Address, string Host), ProbeReport> _sessions;

    internal ArchivedDomain(MailDomain domain, DateTimeOffset tested, TimeSpan elapsed, bool hasPolicies, Dictionary<Question, Answer> answers, Dictionary<(IPAddress Address, string Host), ProbeReport> sessions)
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
    public Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken) =>
        // A session that showed no name stands for all of them.
        Task.FromResult(_sessions.TryGetValue((address, serverName.ToLowerInvariant()), out ProbeReport? report)
            ? report
            : _sessions.TryGetValue((address, ""), out report)
            ? report with { ServerName = serverName }
            : new ProbeReport { Address = address, Port = port, ServerName = serverName, StartTls = StartTlsOutcome.Inconclusive, Elapsed = TimeSpan.Zero });
}
