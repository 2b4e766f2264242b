using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>Something that takes a question and brings back one raw response: recursive resolvers over the network, or a fake.</summary>
public interface IUpstream
{
    /// <summary>Asks with RD, CD and DO set. Retries and falls back to TCP within its own deadline.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="quota">
    /// What is left for the look-up that this is for. Only those that ask authoritative servers themselves draw on it; a
    /// recursive resolver has limits of its own.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken);
}
