using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>The addresses of name servers that came without glue: looked up like anything else, and kept.</summary>
internal sealed class NameServerAddresses(IterationContext context)
{
    private readonly ExpiringTable<(DomainName Host, AddressFamily Family), IReadOnlyList<IPAddress>> _kept = new(IterationLimits.MaxServers, context.Time);
    private readonly ConcurrentDictionary<(DomainName Host, AddressFamily Family), Lazy<Task<IReadOnlyList<IPAddress>?>>> _inFlight = new();

    /// <summary>What is known of a host in a family; false where it would have to be looked up.</summary>
    public bool TryFind(DomainName host, AddressFamily family, out IReadOnlyList<IPAddress> addresses)
    {
        bool found = _kept.TryFind((host, family), out IReadOnlyList<IPAddress>? kept);
        addresses = kept ?? [];
        return found;
    }

    /// <summary>The addresses of a host in one family; none where there are none or they cannot be found.</summary>
    public async ValueTask<IReadOnlyList<IPAddress>> LookUpAsync(DomainName host, AddressFamily family, LookUpPath path, CancellationToken cancellationToken)
    {
        if (TryFind(host, family, out IReadOnlyList<IPAddress> kept))
            return kept;
        if (path.To(host) is not { } nested)
            return [];
        // Only look-ups that nothing else waits for may be shared: were those beneath shared too, two could wait for each other.
        if (nested.Depth > 1)
            return await LookUpAloneAsync(host, family, nested, cancellationToken).ConfigureAwait(false) ?? [];
        Lazy<Task<IReadOnlyList<IPAddress>?>> shared = _inFlight.GetOrAdd((host, family), key => new Lazy<Task<IReadOnlyList<IPAddress>?>>(() => ShareAsync(key.Host, key.Family, nested)));
        IReadOnlyList<IPAddress>? found = await shared.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        // Null: the budget of whoever began it is used up, which says nothing of ours.
        return found ?? await LookUpAloneAsync(host, family, nested, cancellationToken).ConfigureAwait(false) ?? [];
    }

    private async Task<IReadOnlyList<IPAddress>?> ShareAsync(DomainName host, AddressFamily family, LookUpPath path)
    {
        try
        {
            return await LookUpAloneAsync(host, family, path, context.Closing).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.TryRemove((host, family), out _);
        }
    }

    private async Task<IReadOnlyList<IPAddress>?> LookUpAloneAsync(DomainName host, AddressFamily family, LookUpPath path, CancellationToken cancellationToken)
    {
        var question = new Question(host, family == AddressFamily.InterNetwork ? RRType.A : RRType.Aaaa);
        switch (await new IterationWalk(context, question, path).RunAsync(cancellationToken).ConfigureAwait(false))
        {
            case UpstreamResult.Response { Message: var message }:
                // RFC 2181 §10.3: the name of a name server is no alias, so none is followed.
                RRset? rrset = RRset.Group(message.Answers).FirstOrDefault(rrset => rrset.Type == question.Type && rrset.Owner == host);
                IReadOnlyList<IPAddress> addresses = rrset is null ? [] : Addresses.Of(host, [rrset]);
                TimeSpan lifetime = rrset is null ? IterationLimits.NoAddressKept : TimeSpan.FromSeconds(Math.Min(rrset.Ttl, IterationLimits.LongestKept.TotalSeconds));
                _kept.Keep((host, family), addresses, lifetime);
                // RFC 8020: what does not exist has no address of the other family either.
                if (message.ResponseCode == ResponseCode.NXDomain)
                    _kept.Keep((host, Other(family)), [], lifetime);
                return addresses;
            case UpstreamResult.Failure { Reason.Kind: LookupFailureKind.BudgetExceeded }:
                return null;
            default:
                // Deeper on a path the failure may only be that of a circle seen from there (TsuNAME).
                if (path.Depth == 1)
                    _kept.Keep((host, family), [], IterationLimits.NoAddressKept);
                return [];
        }
    }

    private static AddressFamily Other(AddressFamily family) => family == AddressFamily.InterNetwork ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
}
