using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Caching;

/// <summary>Estimated heap octets of a response as it came.</summary>
internal static class ResponseSize
{
    // The message, its four lists and its question.
    private const int Frame = 280;

    public static int Of(QuestionKey key, UpstreamResult result) => Frame + (2 * HeapSize.Of(key.Name)) + (result is UpstreamResult.Response { Message: var message }
        ? Of(message.Answers) + Of(message.Authorities) + Of(message.Additionals) + Of(message.Edns)
        : 0);

    private static int Of(Edns? edns)
    {
        int octets = 0;
        foreach (EdnsOption option in edns?.Options ?? [])
            octets += HeapSize.Reference + HeapSize.Object + (4 * HeapSize.Reference) + HeapSize.OfOctets(option.Data.Length);
        return octets;
    }

    private static int Of(IReadOnlyList<ResourceRecord> records)
    {
        int octets = 0;
        DomainName? previous = null;
        foreach (ResourceRecord record in records)
        {
            // Records that point to one name in the message share it.
            octets += HeapSize.Reference + HeapSize.Object + (4 * HeapSize.Reference) + 8 + HeapSize.OfOctets(record.Rdata.Length)
                + (ReferenceEquals(record.Owner, previous) ? 0 : HeapSize.Of(record.Owner));
            previous = record.Owner;
        }

        return octets;
    }
}
