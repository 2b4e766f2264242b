using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Finds the DMARC Policy Record of one name, without what it inherits.</summary>
public static class DmarcResolver
{
    /// <summary>Asks for TXT at <c>_dmarc</c> below <paramref name="domain"/> (RFC 9989 §4.5).</summary>
    public static async Task<DmarcLookup> ResolveAsync(IResolver resolver, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        return domain.TryPrepend("_dmarc"u8, out DomainName? owner)
            ? Read(await resolver.ResolveAsync(owner, RRType.Txt, cancellationToken).ConfigureAwait(false))
            : new DmarcLookup.None(null);
    }

    /// <summary>What an answer to the TXT question means.</summary>
    public static DmarcLookup Read(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Match<DmarcLookup>(
            Select,
            absent => new DmarcLookup.None(absent),
            bogus => new DmarcLookup.Bogus(bogus),
            failed => new DmarcLookup.Failed(failed));
    }

    private static DmarcLookup Select(Answer.Found found)
    {
        // RFC 9989 §4.5: strings are joined in order. §4.10, step 2: other records are discarded, and so are all where there is more than one.
        List<string> texts = [.. found.RRset.RRset.Read<TxtRdata>().Select(record => record.JoinedText()).Where(DmarcRecord.HasVersion)];
        if (texts.Count == 0)
            return new DmarcLookup.None(found);
        // Name servers rotate them; ours are in a stable order so that reports are.
        return texts.Count > 1 || !DmarcRecord.TryParse(texts[0], out DmarcRecord? record, out _)
            ? new DmarcLookup.Multiple(found, [.. texts.Order(StringComparer.Ordinal)])
            : new DmarcLookup.Published(found, record);
    }
}
