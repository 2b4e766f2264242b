using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf;

/// <summary>Finds the SPF record of a domain (RFC 7208 §4.4 and §4.5).</summary>
public static class SpfResolver
{
    /// <summary>Asks one question, TXT at <paramref name="domain"/>; the SPF type 99 is dead (RFC 7208 §3.1).</summary>
    public static async Task<SpfLookup> ResolveAsync(IResolver resolver, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        return Read(await resolver.ResolveAsync(domain, RRType.Txt, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What an answer to the TXT question means.</summary>
    public static SpfLookup Read(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Match<SpfLookup>(
            Select,
            absent => new SpfLookup.None(absent),
            bogus => new SpfLookup.Bogus(bogus),
            failed => new SpfLookup.Failed(failed));
    }

    private static SpfLookup Select(Answer.Found found)
    {
        // RFC 7208 §3.3: strings are joined without separator. §4.5: records with another version are discarded, exactly one must remain.
        List<string> texts = [.. found.RRset.RRset.Read<TxtRdata>().Select(record => record.JoinedText()).Where(SpfRecord.HasVersion)];
        if (texts.Count == 0)
            return new SpfLookup.None(found);
        // Name servers rotate them; ours are in a stable order so that reports are.
        if (texts.Count > 1)
            return new SpfLookup.Multiple(found, [.. texts.Order(StringComparer.Ordinal)]);
        return SpfRecord.TryParse(texts[0], out SpfRecord? record, out ParseFailure failure)
            ? new SpfLookup.Published(found, record)
            : new SpfLookup.Malformed(found, texts[0], failure);
    }
}
