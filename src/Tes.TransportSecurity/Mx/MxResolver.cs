using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Mx;

/// <summary>Finds the mail hosts of a next-hop domain (RFC 5321 §5.1, RFC 7505, RFC 7672 §2.2.1).</summary>
public static class MxResolver
{
    /// <summary>
    /// Most hosts taken from an MX RRset. A message can carry thousands; senders stop far earlier (Postfix: 5 addresses,
    /// smtp_mx_address_limit), and the largest real sets have about 20.
    /// </summary>
    public const int MaxHosts = 32;

    /// <summary>Asks one question, MX at <paramref name="nextHopDomain"/>, and reads the answer.</summary>
    /// <param name="resolver">Who is asked.</param>
    /// <param name="nextHopDomain">The domain part of the recipient's address, or the relay domain configured for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<MxResolution> ResolveAsync(IResolver resolver, DomainName nextHopDomain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(nextHopDomain);
        Answer answer = await resolver.ResolveAsync(nextHopDomain, RRType.MX, cancellationToken).ConfigureAwait(false);
        return Read(nextHopDomain, answer);
    }

    /// <summary>What an answer to the MX question means.</summary>
    public static MxResolution Read(DomainName nextHopDomain, Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Match<MxResolution>(
            found => ReadRecords(nextHopDomain, found),
            // RFC 5321 §5.1: without MX records the domain is its own host; a domain that does not exist is an error
            absent => absent.Absence == Absence.NoData
                ? new MxResolution.Implicit(nextHopDomain, absent)
                : new MxResolution.NoSuchDomain(nextHopDomain, absent),
            bogus => new MxResolution.Bogus(nextHopDomain, bogus),
            failed => new MxResolution.Failed(nextHopDomain, failed));
    }

    private static MxResolution ReadRecords(DomainName nextHopDomain, Answer.Found found)
    {
        var records = found.RRset.RRset.Read<MxRdata>().ToList();
        List<MxRdata> named = records.FindAll(record => !record.Exchange.IsRoot);
        var remarks = new List<MxRemark>();
        if (named.Count == 0)
        {
            // RFC 7505 §3: a single record with preference 0. Another form of it names no host either.
            if (records.Count != 1 || records[0].Preference != 0)
                remarks.Add(new MxRemark(MxRemarkKind.NullMxMalformed, null));
            return new MxResolution.Null(nextHopDomain, found, remarks);
        }

        if (named.Count < records.Count)
            remarks.Add(new MxRemark(MxRemarkKind.NullMxAmongOthers, null));
        return new MxResolution.Mx(nextHopDomain, found, Sort(named, remarks), remarks);
    }

    private static List<MxHost> Sort(List<MxRdata> records, List<MxRemark> remarks)
    {
        var hosts = new List<MxHost>();
        var seen = new HashSet<DomainName>();
        // RFC 5321 §5.1: by preference. Its random order among equals is for load; ours is stable so that reports are.
        foreach (MxRdata record in records.OrderBy(record => record.Preference).ThenBy(record => record.Exchange))
        {
            if (!seen.Add(record.Exchange))
            {
                remarks.Add(new MxRemark(MxRemarkKind.DuplicateHost, record.Exchange));
                continue;
            }

            if (hosts.Count == MaxHosts)
            {
                remarks.Add(new MxRemark(MxRemarkKind.TooManyHosts, null));
                break;
            }

            // RFC 7672 §2.2: an address in place of a name is no name to look TLSA records up for. It is still asked for as the name it is.
            if (LooksLikeAddress(record.Exchange))
                remarks.Add(new MxRemark(MxRemarkKind.AddressAsHost, record.Exchange));
            hosts.Add(new MxHost(record.Preference, record.Exchange));
        }

        return hosts;
    }

    // RFC 1123 §2.1: the last label of a host name is alphabetic, so that it cannot be mistaken for an address
    private static bool LooksLikeAddress(DomainName name) =>
        name.Suffix(1).FirstLabel.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 || name.FirstLabel.IndexOfAny((byte)':', (byte)'[') >= 0;
}
