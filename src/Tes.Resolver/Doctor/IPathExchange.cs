using Tes.Dns.Messages;

namespace Tes.Resolver.Doctor;

/// <summary>Asks one resolver one question once, as it stands: no retry, no other transport, so that each is seen by itself.</summary>
internal interface IPathExchange
{
    Task<PathReply> AskAsync(Message query, PathTransport transport, CancellationToken cancellationToken);
}
