using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>Puts one question to the servers of one zone, one after the other, until one gives the zone's word or refers on.</summary>
internal sealed class ZoneAsker
{
    private readonly IterationContext _context;
    private readonly Delegation _zone;
    private readonly Question _question;
    private readonly QuestionExtent _extent;
    private readonly LookUpPath _path;

    // Addresses that may still be asked, with the number of times they were; those that said something useless are taken out.
    private readonly Dictionary<IPAddress, int> _tries = [];
    private readonly HashSet<IPAddress> _seen = [];
    private readonly Queue<(DomainName Host, AddressFamily Family)> _lookUps = new();
    private LookupFailure? _failure;

    public ZoneAsker(IterationContext context, Delegation zone, Question question, QuestionExtent extent, LookUpPath path)
    {
        _context = context;
        _zone = zone;
        _question = question;
        _extent = extent;
        _path = path;
        foreach (NameServer server in zone.NameServers)
            Add(server.Glue);
        PlanLookUps();
    }

    public async Task<ZoneReply> AskAsync(CancellationToken cancellationToken)
    {
        _context.Statistics.CountQuestion();
        for (int queries = 0; queries < IterationLimits.MaxQueriesPerZone; queries++)
        {
            if (await NextServerAsync(cancellationToken).ConfigureAwait(false) is not { } server)
                break;
            if (_path.Budget.TimeLeft <= TimeSpan.Zero)
                return new ZoneReply.Failed(_failure ?? Failure(LookupFailureKind.Timeout, $"no server of {_zone.Apex} answered {_question} in time"));
            ExchangeOutcome? outcome = await new ServerAsker(_context, server, _question, _path.Budget).AskAsync(cancellationToken).ConfigureAwait(false);
            if (outcome is null)
                break;
            if (Judge(server, outcome) is { } reply)
                return reply;
        }

        return new ZoneReply.Failed(_path.Budget.IsSpent
            ? Failure(LookupFailureKind.BudgetExceeded, $"more than {_path.Budget.Limit}")
            : _failure ?? Failure(LookupFailureKind.Unreachable, $"no address of a name server of {_zone.Apex} can be found"));
    }

    // Each known address once, then addresses yet unknown, then again those that kept silent: one datagram may get lost.
    private async ValueTask<IPAddress?> NextServerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            IPAddress[] untried = [.. _tries.Where(server => server.Value == 0).Select(server => server.Key)];
            if (untried.Length > 0)
                return Take(untried);
            if (_path.Budget.IsSpent || !_lookUps.TryDequeue(out (DomainName Host, AddressFamily Family) next))
                break;
            Add(await _context.NameServerAddresses.LookUpAsync(next.Host, next.Family, _path, cancellationToken).ConfigureAwait(false));
        }

        IPAddress[] silent = [.. _tries.Where(server => server.Value < IterationLimits.MaxTriesPerServer).Select(server => server.Key)];
        return silent.Length > 0 ? Take(silent) : null;
    }

    private IPAddress Take(IPAddress[] servers)
    {
        IPAddress chosen = _context.Servers.Choose(servers);
        _tries[chosen]++;
        return chosen;
    }

    private void Add(IEnumerable<IPAddress> addresses)
    {
        foreach (IPAddress address in addresses.Where(_context.MayAsk))
        {
            if (!_seen.Add(address))
                continue;
            if (_context.Servers.LameFor(address, _zone.Apex) is { } lame)
                Note(lame with { Question = _question });
            else
                _tries.Add(address, 0);
        }
    }

    // Hosts without glue are looked up in an order of chance (RFC 1034 §5.3.3 step 2), one family after the other. After them
    // come those with glue that is of no use, as it seems when it comes to that. A host below the zone itself can only be asked
    // for by its glue.
    private void PlanLookUps()
    {
        List<DomainName> hosts = [.. _zone.NameServers.Where(server => server.Glue.Count == 0 && !IsKnown(server.Name)).Select(server => server.Name)];
        RandomNumberGenerator.Shuffle(CollectionsMarshal.AsSpan(hosts));
        hosts.AddRange(_zone.NameServers.Where(server => server.Glue.Count > 0).Select(server => server.Name));
        hosts.RemoveAll(host => host.IsAtOrBelow(_zone.Apex));
        foreach (AddressFamily family in Families())
        {
            foreach (DomainName host in hosts.Take(IterationLimits.MaxAddressLookUps))
                _lookUps.Enqueue((host, family));
        }
    }

    private bool IsKnown(DomainName host)
    {
        bool known = true;
        foreach (AddressFamily family in Families())
        {
            known &= _context.NameServerAddresses.TryFind(host, family, out IReadOnlyList<IPAddress> addresses);
            Add(addresses);
        }

        return known;
    }

    private IEnumerable<AddressFamily> Families()
    {
        AddressFamily first = _context.Servers.PreferredFamily;
        AddressFamily second = first == AddressFamily.InterNetwork ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return new[] { first, second }.Where(_context.MayAsk);
    }

    /// <summary>Null: the next server is to be asked.</summary>
    private ZoneReply? Judge(IPAddress server, ExchangeOutcome outcome)
    {
        switch (outcome)
        {
            case ExchangeOutcome.Answered { Response: var response }:
                _tries.Remove(server);
                return Judge(server, response);
            case ExchangeOutcome.Silent:
                Note(Failure(LookupFailureKind.Timeout, $"no answer from {server}, a server of {_zone.Apex}, for {_question} in time"));
                return null;
            case ExchangeOutcome.Unreachable unreachable:
                _tries.Remove(server);
                Note(Failure(LookupFailureKind.Unreachable, $"{server}, a server of {_zone.Apex}, cannot be reached: {unreachable.Reason}"));
                return null;
            default:
                _tries.Remove(server);
                Note(Failure(LookupFailureKind.Malformed, $"{server}, a server of {_zone.Apex}, sent no readable DNS message for {_question}"));
                return null;
        }
    }

    private ZoneReply? Judge(IPAddress server, Message response)
    {
        if (response.ResponseCode is not (ResponseCode.NoError or ResponseCode.NXDomain))
        {
            LookupFailure failure = Said(server, response);
            // RFC 6672 §2.2: the DNAME makes too long a name, which is the zone's word.
            if (response.ResponseCode == ResponseCode.YXDomain || _extent == QuestionExtent.Shortened)
                return new ZoneReply.Failed(failure);
            if (response.ResponseCode is ResponseCode.Refused or ResponseCode.NotAuth)
                _context.Servers.MarkLame(server, _zone.Apex, failure);
            Note(failure);
            return null;
        }

        switch (AuthorityResponse.Judge(response, _question, _zone.Apex))
        {
            case AuthorityVerdict.Authoritative answer:
                return new ZoneReply.Told(answer);
            case AuthorityVerdict.Referral { Delegation: var delegation }:
                return new ZoneReply.Referred(delegation);
            case AuthorityVerdict.Lame lame:
                LookupFailure failure = Failure(LookupFailureKind.ErrorResponse, $"{server}, said to be a server of {_zone.Apex}, {lame.Reason}");
                if (_extent == QuestionExtent.Whole && lame.Scope == LameScope.Zone)
                    _context.Servers.MarkLame(server, _zone.Apex, failure);
                Note(failure);
                return null;
            default:
                throw new InvalidOperationException("A verdict without a case.");
        }
    }

    private LookupFailure Said(IPAddress server, Message response)
    {
        LookupFailureKind kind = response.ResponseCode switch
        {
            ResponseCode.ServFail => LookupFailureKind.ServFail,
            ResponseCode.Refused => LookupFailureKind.Refused,
            _ => LookupFailureKind.ErrorResponse,
        };
        string text = $"{server}, a server of {_zone.Apex}, answered {response.ResponseCode.ToString().ToUpperInvariant()} for {_question}";
        return new LookupFailure(kind, _question, text, ReceivedErrors.Of(response));
    }

    private LookupFailure Failure(LookupFailureKind kind, string text) => new(kind, _question, text);

    // Silence says less than anything that a server said.
    private void Note(LookupFailure failure)
    {
        if (_failure is null || failure.Kind is not (LookupFailureKind.Timeout or LookupFailureKind.Unreachable))
            _failure = failure;
    }
}
