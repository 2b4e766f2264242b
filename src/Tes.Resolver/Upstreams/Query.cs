using System.Security.Cryptography;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>Queries as a validating stub sends them, and which responses belong to them.</summary>
internal static class Query
{
    /// <summary>Largest UDP response asked for: fits every path without fragments (DNS Flag Day 2020; RFC 9715 §3.1).</summary>
    public const ushort UdpPayloadSize = 1232;

    /// <summary>The query for <paramref name="question"/> with an unpredictable id (RFC 5452 §4.3).</summary>
    public static Message Create(Question question) => new()
    {
        Id = NewId(),
        // RFC 4035 §3.2.2: CD, so that what fails the resolver's validation reaches ours. RFC 3225: DO.
        Flags = MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled,
        Questions = [question],
        Edns = new Edns(UdpPayloadSize, DnssecOk.Set, []),
    };

    /// <summary>An unpredictable id.</summary>
    public static ushort NewId() => (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);

    /// <summary>Whether <paramref name="response"/> answers <paramref name="query"/> (RFC 5452 §9.1).</summary>
    public static bool IsAnsweredBy(this Message query, Message response) =>
        response.Id == query.Id && response.Flags.HasFlag(MessageFlags.Response) && response.Opcode == 0
        && (response.Questions is [var question] ? question == query.Questions[0] : response.Questions is [] && IsError(response));

    // Errors are sent without the question by some; a positive answer never is.
    private static bool IsError(Message response) => response.ResponseCode is not (ResponseCode.NoError or ResponseCode.NXDomain);
}
