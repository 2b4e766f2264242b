using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Resolver;

/// <summary>
/// Tests whether the path to the recursive resolver carries DNSSEC (a small part of RFC 8027), so that a resolver that is
/// dead, strips or lies is named as the cause instead of the domains asked about. Costs two look-ups, which stay cached.
/// </summary>
public static class ResolverCheck
{
    /// <summary>Looks up the keys of a trust anchor and a name that does not exist below it.</summary>
    /// <param name="resolver">The resolver to test.</param>
    /// <param name="anchors">Its trust anchors.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ResolverCheckResult> RunAsync(IResolver resolver, TrustAnchorSet anchors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(anchors);
        DomainName zone = anchors.Owners.MinBy(owner => owner.LabelCount) ?? DomainName.Root;
        ValueTask<Answer> keys = resolver.ResolveAsync(zone, RRType.Dnskey, cancellationToken);
        ValueTask<Answer> nothing = resolver.ResolveAsync(NonexistentName(zone), RRType.A, cancellationToken);
        ResolverCheckResult byKeys = JudgeKeys(await keys.ConfigureAwait(false), zone);
        Answer denial = await nothing.ConfigureAwait(false);
        return byKeys is ResolverCheckResult.Capable ? JudgeDenial(denial, zone) : byKeys;
    }

    private static ResolverCheckResult JudgeKeys(Answer answer, DomainName zone) => answer.Match<ResolverCheckResult>(
        found => found.Security == SecurityStatus.Secure
            ? ResolverCheckResult.Capable.Instance
            : Incapable($"no trust anchor of {zone} has an algorithm and a digest type that are supported, so nothing can be validated"),
        _ => Incapable($"the resolver returns no DNSKEY for {zone}, which a trust anchor says is signed: it does not carry DNSSEC"),
        bogus => Incapable(bogus.Error.Code switch
        {
            ExtendedDnsErrorCode.RrsigsMissing => $"the resolver strips DNSSEC signatures: {bogus.Error.Text}",
            ExtendedDnsErrorCode.SignatureExpired or ExtendedDnsErrorCode.SignatureNotYetValid =>
                $"the signatures of {zone} are not valid at this time, so the clock or --at is wrong: {bogus.Error.Text}",
            ExtendedDnsErrorCode.DnskeyMissing =>
                $"the resolver and the trust anchor do not go together (stripped or forged keys, or another DNS root): {bogus.Error.Text}",
            _ => $"the resolver changes what it passes on: {bogus.Error.Text}",
        }),
        failed => Incapable(Sentence(failed.Failure)));

    private static ResolverCheckResult JudgeDenial(Answer answer, DomainName zone) => answer.Match<ResolverCheckResult>(
        _ => ResolverCheckResult.Capable.Instance,
        _ => ResolverCheckResult.Capable.Instance,
        bogus => Incapable(bogus.ResponseCode == ResponseCode.NoError && bogus.RRsets.Any(rrset => rrset.RRset.Type == RRType.A)
            ? $"the resolver invents addresses for names that do not exist below {zone}"
            : $"the resolver does not pass on proofs that names do not exist: {bogus.Error.Text}"),
        failed => Incapable(Sentence(failed.Failure)));

    private static ResolverCheckResult.Incapable Incapable(string cause) => new(cause);

    private static string Sentence(LookupFailure failure) => failure.Errors.FirstOrDefault(error => error.Code != ExtendedDnsErrorCode.Other) is { } given
        ? $"{failure.Text} ({given.Code})"
        : failure.Text;

    // Random, so that no cache on the way can have it.
    private static DomainName NonexistentName(DomainName zone)
    {
        string label = $"tes-check-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        return zone.TryPrepend(label, out DomainName? name) ? name : zone;
    }
}
