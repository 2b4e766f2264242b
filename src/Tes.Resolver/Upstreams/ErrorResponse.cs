using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>Responses with an RCODE that is neither NOERROR nor NXDOMAIN, as failures.</summary>
internal static class ErrorResponse
{
    public static LookupFailure Describe(UpstreamServer server, Question question, Message response)
    {
        string code = response.ResponseCode.ToString().ToUpperInvariant();
        (LookupFailureKind kind, string text) = response.ResponseCode switch
        {
            ResponseCode.ServFail => (LookupFailureKind.ServFail, $"the resolver {server} answered {code} for {question}"),
            ResponseCode.Refused => (LookupFailureKind.Refused, $"the resolver {server} answered {code} for {question}"),
            // RFC 6891 §6.1.3, §7. RFC 3225 §3: without EDNS nobody sends DNSSEC records, so there is nothing to fall back to.
            ResponseCode.BadVers => (LookupFailureKind.ErrorResponse, $"the resolver {server} does not take EDNS version 0, so no DNSSEC comes from it"),
            ResponseCode.FormErr or ResponseCode.NotImp when response.Edns is null =>
                (LookupFailureKind.ErrorResponse, $"the resolver {server} answered {code} without EDNS for {question}; without EDNS no DNSSEC comes from it"),
            _ => (LookupFailureKind.ErrorResponse, $"the resolver {server} answered {code} for {question}"),
        };
        return new LookupFailure(kind, question, text, ReceivedErrors.Of(response));
    }
}
