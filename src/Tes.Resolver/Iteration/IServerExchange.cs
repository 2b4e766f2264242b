using System.Net;
using Tes.Dns.Messages;

namespace Tes.Resolver.Iteration;

/// <summary>The network as iteration sees it: a query to one server, and what came of it. Tests put a fake internet here.</summary>
internal interface IServerExchange
{
    /// <summary>Sends a query and waits for the response to it.</summary>
    /// <param name="server">An address of an authoritative server; the port is the exchange's.</param>
    /// <param name="query">The query; its id may be replaced by another unpredictable one.</param>
    /// <param name="transport">Over what.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    ValueTask<ExchangeOutcome> ExchangeAsync(IPAddress server, Message query, Transport transport, TimeSpan wait, CancellationToken cancellationToken);
}
