using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Mx;

/// <summary>Looks up the addresses of a mail host and finds the candidate TLSA base domains (RFC 7672 §2.2.2).</summary>
public static class MxHostResolver
{
    /// <summary>
    /// Most addresses taken from one family of a host. A message can carry thousands; senders stop far earlier (Postfix:
    /// 5 addresses of a destination, smtp_mx_address_limit).
    /// </summary>
    public const int MaxAddresses = 16;

    /// <summary>Asks A and AAAA, side by side, of the families chosen.</summary>
    /// <param name="resolver">Who is asked.</param>
    /// <param name="host">The MX host, or the next-hop domain under an implicit MX.</param>
    /// <param name="families">Which families mail can be sent over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<MxHostResolution> ResolveAsync(
        IResolver resolver, DomainName host, AddressFamilies families, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(host);
        var questions = new List<Task<Answer>>();
        if (families.HasFlag(AddressFamilies.IPv4))
            questions.Add(resolver.ResolveAsync(host, RRType.A, cancellationToken).AsTask());
        if (families.HasFlag(AddressFamilies.IPv6))
            questions.Add(resolver.ResolveAsync(host, RRType.Aaaa, cancellationToken).AsTask());
        return Read(host, await Task.WhenAll(questions).ConfigureAwait(false));
    }

    /// <summary>What the answers to the address questions mean together.</summary>
    /// <param name="host">The host asked for.</param>
    /// <param name="answers">Answers to A or AAAA questions about it; one or two.</param>
    public static MxHostResolution Read(DomainName host, IReadOnlyList<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfZero(answers.Count, nameof(answers));
        List<Answer.Found> found = [.. answers.OfType<Answer.Found>()];
        if (found.Count > 0)
            return ReadAddresses(host, answers, found);
        // Without any address a failure must not pass as absence (RFC 7672 §2.1.2)
        if (answers.OfType<Answer.Bogus>().FirstOrDefault() is { } bogus)
            return new MxHostResolution.Bogus(host, answers, bogus.Error);
        if (answers.OfType<Answer.Failed>().FirstOrDefault() is { } failed)
            return new MxHostResolution.Failed(host, answers, failed.Failure);
        bool nameExists = answers.OfType<Answer.Absent>().Any(absent => absent.Absence == Absence.NoData);
        return new MxHostResolution.NoAddress(
            host, answers, nameExists ? Absence.NoData : Absence.NXDomain, answers.Min(answer => answer.Security));
    }

    private static MxHostResolution.Resolved ReadAddresses(DomainName host, IReadOnlyList<Answer> answers, List<Answer.Found> found)
    {
        var addresses = new List<HostAddress>();
        bool truncated = false;
        foreach (Answer.Found answer in found)
        {
            // Name servers rotate addresses to share the load; ours are in a stable order so that reports are.
            List<IPAddress> family = [.. Addresses(answer.RRset.RRset).OrderBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal)];
            truncated |= family.Count > MaxAddresses;
            addresses.AddRange(family.Take(MaxAddresses).Select(address => new HostAddress(address, answer.Security)));
        }

        // RFC 7672 §2.2.2: either family may be the one that validates
        Answer.Found strongest = found.MaxBy(answer => answer.Security)!;
        return new MxHostResolution.Resolved(host, answers, addresses, strongest.FinalName, Candidates(host, strongest), truncated);
    }

    private static IEnumerable<IPAddress> Addresses(RRset rrset) => rrset.Type == RRType.A
        ? rrset.Read<ARdata>().Select(record => record.Address)
        : rrset.Read<AaaaRdata>().Select(record => record.Address);

    private static IReadOnlyList<DomainName> Candidates(DomainName host, Answer.Found answer)
    {
        if (answer.Security == SecurityStatus.Secure)
        {
            // RFC 7672 §2.2.2, "Secure CNAME": the expanded name, failing that the host; names between are never candidates (§2.2.3)
            return answer.FinalName == host ? [host] : [answer.FinalName, host];
        }

        // RFC 7672 §2.2.2, "Insecure CNAME": the host may be signed although what its CNAME points to is not.
        // Each alias of an answer carries a status of its own, so no separate CNAME question is needed (§2.1.3).
        // Without aliases the addresses are insecure themselves: never ask for TLSA below them.
        return FirstLinkIsSecure(answer.Aliases) ? [host] : [];
    }

    private static bool FirstLinkIsSecure(IReadOnlyList<ValidatedRRset> aliases)
    {
        foreach (ValidatedRRset alias in aliases)
        {
            if (alias.Security != SecurityStatus.Secure)
                return false;
            // RFC 6672 §3.1: a DNAME comes before the CNAME made from it, and both are the first link
            if (alias.RRset.Type == RRType.Cname)
                return true;
        }

        return false;
    }
}
