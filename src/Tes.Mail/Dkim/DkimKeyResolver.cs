using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dkim;

/// <summary>Finds the key records of a selector (RFC 6376 §3.6.2).</summary>
public static class DkimKeyResolver
{
    /// <summary>Asks one question, TXT at <paramref name="keyName"/> (see <see cref="DkimKeyName"/>).</summary>
    public static async Task<DkimKeyLookup> ResolveAsync(IResolver resolver, DomainName keyName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(keyName);
        return Read(await resolver.ResolveAsync(keyName, RRType.Txt, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Asks one question for each name, side by side.</summary>
    internal static async Task<Dictionary<DomainName, DkimKeyLookup>> ResolveAllAsync(IResolver resolver, IEnumerable<DomainName> keyNames, CancellationToken cancellationToken)
    {
        DomainName[] names = [.. keyNames.Distinct()];
        DkimKeyLookup[] lookups = await Task.WhenAll(names.Select(name => ResolveAsync(resolver, name, cancellationToken))).ConfigureAwait(false);
        return names.Zip(lookups).ToDictionary();
    }

    /// <summary>What an answer to the TXT question means.</summary>
    public static DkimKeyLookup Read(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Match<DkimKeyLookup>(
            Select,
            absent => new DkimKeyLookup.None(absent),
            bogus => new DkimKeyLookup.Bogus(bogus),
            failed => new DkimKeyLookup.Failed(failed));
    }

    private static DkimKeyLookup Select(Answer.Found found)
    {
        var records = new List<DkimKeyRecord>();
        var others = new List<MalformedDkimRecord>();
        // RFC 6376 §3.6.2.2: strings are joined without separator. Name servers rotate records; ours are in a stable order.
        foreach (string text in found.RRset.RRset.Read<TxtRdata>().Select(record => record.JoinedText()).Order(StringComparer.Ordinal))
        {
            if (!DkimKeyRecord.TryParse(Encoding.Latin1.GetBytes(text), out DkimKeyRecord? record, out ParseFailure failure))
                others.Add(new MalformedDkimRecord(text, failure));
            else if (records.Count < DkimLimits.MaxKeyRecords)
                records.Add(record);
        }

        if (records.Count > 0)
            return new DkimKeyLookup.Published(found, records, others);
        return others.Count > 0 ? new DkimKeyLookup.Malformed(found, others) : new DkimKeyLookup.None(found);
    }
}
