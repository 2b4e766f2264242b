using System.Net;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Resolver.Iteration;

/// <summary>Puts one question to one server: with EDNS where it knows that, over TCP where the response does not fit.</summary>
internal sealed class ServerAsker(IterationContext context, IPAddress server, Question question, QueryBudget budget)
{
    /// <summary>What came of it, the response not truncated; null where the budget is used up.</summary>
    public async Task<ExchangeOutcome?> AskAsync(CancellationToken cancellationToken)
    {
        EdnsUse edns = context.Servers.SpeaksEdns(server) ? EdnsUse.With : EdnsUse.Without;
        ExchangeOutcome? outcome = await SendAsync(edns, Transport.Udp, cancellationToken).ConfigureAwait(false);
        // RFC 6891 §7: servers that know no EDNS say FORMERR or NOTIMP; one of another version BADVERS. Silence is no sign of it
        // (DNS Flag Day 2019). Nothing is lost: signatures that are left out are missed where the zone is signed.
        if (edns == EdnsUse.With && outcome is ExchangeOutcome.Answered { Response.ResponseCode: ResponseCode.FormErr or ResponseCode.NotImp or ResponseCode.BadVers })
        {
            edns = EdnsUse.Without;
            outcome = await SendAsync(edns, Transport.Udp, cancellationToken).ConfigureAwait(false);
            if (outcome is ExchangeOutcome.Answered { Response.ResponseCode: ResponseCode.NoError or ResponseCode.NXDomain })
                context.Servers.DoesNotSpeakEdns(server);
        }

        // RFC 7766 §5; and what is not readable may have been damaged, or not be the server's.
        if (outcome is ExchangeOutcome.Unreadable || (outcome is ExchangeOutcome.Answered { Response: var response } && response.Flags.HasFlag(MessageFlags.Truncated)))
            outcome = await SendAsync(edns, Transport.Tcp, cancellationToken).ConfigureAwait(false);
        return outcome is ExchangeOutcome.Answered { Response: var last } && last.Flags.HasFlag(MessageFlags.Truncated) ? ExchangeOutcome.Unreadable.Instance : outcome;
    }

    private async Task<ExchangeOutcome?> SendAsync(EdnsUse edns, Transport transport, CancellationToken cancellationToken)
    {
        if (!budget.TrySpend())
            return null;
        // Before anything is measured: it is our own turn that is waited for, not the server.
        if (context.Rate is { } rate)
            await rate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (transport == Transport.Udp)
            context.Statistics.CountDatagram();
        else
            context.Statistics.CountTcpQuery();
        // A connection takes another round trip.
        TimeSpan wait = context.Servers.WaitFor(server) * (transport == Transport.Tcp ? 2 : 1);
        TimeSpan left = budget.TimeLeft;
        long start = context.Time.GetTimestamp();
        ExchangeOutcome outcome = await context.Exchange.ExchangeAsync(
            server, AuthorityQuery.Create(question, edns), transport, wait < left ? wait : left, cancellationToken).ConfigureAwait(false);
        switch (outcome)
        {
            case ExchangeOutcome.Answered when transport == Transport.Udp:
                context.Servers.Answered(server, context.Time.GetElapsedTime(start));
                break;
            case ExchangeOutcome.Silent:
                context.Servers.KeptSilent(server);
                break;
            case ExchangeOutcome.Unreachable unreachable:
                context.Servers.Unreachable(server, unreachable.Reach);
                break;
            default:
                break;
        }

        return outcome;
    }
}
