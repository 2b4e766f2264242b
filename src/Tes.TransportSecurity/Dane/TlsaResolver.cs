using System.Globalization;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity.Dane;

/// <summary>Finds the TLSA records of a mail host (RFC 7672 §2.2.3).</summary>
public static class TlsaResolver
{
    /// <summary>Asks for TLSA at each candidate base domain in turn, until one has a secure RRset or a look-up goes wrong.</summary>
    /// <param name="resolver">Who is asked.</param>
    /// <param name="host">The host with its addresses; nothing is asked where these are not secure.</param>
    /// <param name="port">The TCP port that will be connected to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TlsaLookup> ResolveAsync(IResolver resolver, MxHostResolution host, int port, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        if (host is not MxHostResolution.Resolved { TlsaBaseDomainCandidates: { Count: > 0 } candidates })
            return new TlsaLookup.NotApplicable([], TlsaAbsence.NotAsked);
        var answers = new List<Answer>();
        foreach (DomainName candidate in candidates)
        {
            // RFC 6698 §3. A name that does not fit has no records: nobody could publish them.
            if (!candidate.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{port}._tcp"), out DomainName? owner))
                continue;
            Answer answer = await resolver.ResolveAsync(owner, RRType.Tlsa, cancellationToken).ConfigureAwait(false);
            answers.Add(answer);
            TlsaLookup? settled = answer.Match(
                found => Settle(answers, candidate, owner, found),
                absent => null,
                // RFC 7672 §2.1.2: a failure ends the search; the next candidate is never asked in its place
                bogus => new TlsaLookup.Bogus(answers, owner, bogus.Error),
                failed => new TlsaLookup.Failed(answers, owner, failed.Failure));
            if (settled is not null)
                return settled;
        }

        bool allDenied = answers.TrueForAll(answer => answer.Security == SecurityStatus.Secure);
        return new TlsaLookup.NotApplicable(answers, allDenied ? TlsaAbsence.None : TlsaAbsence.Insecure);
    }

    private static TlsaLookup? Settle(List<Answer> answers, DomainName baseDomain, DomainName owner, Answer.Found found)
    {
        // RFC 7672 §2.2.3: an insecure RRset, or one behind an insecure CNAME, is passed over for the next candidate
        if (found.Security != SecurityStatus.Secure)
            return null;
        // Name servers rotate the records of an RRset, and the order means nothing (RFC 2181 §5). Ours is stable so that reports are: RFC 4034 §6.3.
        TlsaUsability records = TlsaUsability.Of(found.RRset.RRset.Read<TlsaRdata>().OrderBy(record => Convert.ToHexString(record.ToRdata()), StringComparer.Ordinal));
        return records.Usable.Count > 0
            ? new TlsaLookup.Usable(answers, baseDomain, owner, records)
            : new TlsaLookup.OnlyUnusable(answers, baseDomain, owner, records.Unusable);
    }
}
