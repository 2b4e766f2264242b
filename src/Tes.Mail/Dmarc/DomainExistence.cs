using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Whether a name exists (RFC 9989 §3.2.13): it does not exactly where the answer is NXDOMAIN.</summary>
/// <param name="State">What is known.</param>
/// <param name="Answer">The answer that says so; null where <c>_dmarc</c> below the name said it.</param>
public sealed record DomainExistence(DomainExistenceState State, Answer? Answer)
{
    /// <summary>Finds it out.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="domain">The name.</param>
    /// <param name="below">The answer for <c>_dmarc</c> below the name, which may say it already (RFC 8020); null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<DomainExistence> FindAsync(IResolver resolver, DomainName domain, Answer? below, CancellationToken cancellationToken)
    {
        if (below is Answer.Found or Answer.Absent { Absence: Absence.NoData })
            return new DomainExistence(DomainExistenceState.Exists, null);
        // RFC 9989 §A.4: any record makes it exist, so the type does not matter
        Answer answer = await resolver.ResolveAsync(domain, RRType.A, cancellationToken).ConfigureAwait(false);
        DomainExistenceState state = answer.Match(
            found => DomainExistenceState.Exists,
            // An alias exists, whatever it leads to.
            absent => absent.Absence == Absence.NXDomain && absent.FinalName == domain ? DomainExistenceState.DoesNotExist : DomainExistenceState.Exists,
            bogus => DomainExistenceState.Undetermined,
            failed => DomainExistenceState.Undetermined);
        return new DomainExistence(state, answer);
    }
}
