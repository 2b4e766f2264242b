using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>What came of asking: a response to the question with RCODE NOERROR or NXDOMAIN, or a failure.</summary>
public abstract class UpstreamResult
{
    private UpstreamResult()
    {
    }

    /// <summary>A well-formed response to the question; nothing in it has been validated.</summary>
    public sealed class Response(Message message) : UpstreamResult
    {
        /// <summary>The response, complete (not truncated).</summary>
        public Message Message { get; } = message;
    }

    /// <summary>No usable response.</summary>
    public sealed class Failure(LookupFailure reason) : UpstreamResult
    {
        /// <summary>What went wrong.</summary>
        public LookupFailure Reason { get; } = reason;
    }
}
