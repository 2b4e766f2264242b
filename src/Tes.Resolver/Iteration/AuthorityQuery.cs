using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>Queries as authoritative servers get them.</summary>
internal static class AuthorityQuery
{
    /// <summary>A query with an unpredictable id (RFC 5452 §4.3) and without RD: recursion is our part (RFC 1035 §4.1.1).</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="extension">With EDNS and DO (RFC 3225), or without for servers that do not know it.</param>
    public static Message Create(Question question, EdnsUse extension) => new()
    {
        Id = Query.NewId(),
        Questions = [question],
        Edns = extension == EdnsUse.With ? new Edns(Query.UdpPayloadSize, DnssecOk.Set, []) : null,
    };
}
