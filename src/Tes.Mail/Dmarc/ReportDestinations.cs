using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.TagLists;

namespace Tes.Mail.Dmarc;

/// <summary>Verifies that destinations outside the owner's domain want its reports (RFC 9990 §4).</summary>
public static class ReportDestinations
{
    /// <summary>Verifies the destinations of a record that governs, those of rua first.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="recordDomain">The DMARC Policy Domain: where the record stands.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    /// <returns>One for each URI, in order.</returns>
    public static async Task<IReadOnlyList<ReportDestination>> VerifyAsync(
        IResolver resolver, DomainName recordDomain, DmarcRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(recordDomain);
        ArgumentNullException.ThrowIfNull(record);
        var walker = new DmarcTreeWalker(resolver);
        var destinations = new List<ReportDestination>();
        foreach (ReportUri uri in record.AggregateReportUris.Concat(record.FailureReportUris))
        {
            destinations.Add(uri.Host is null || destinations.Count >= DmarcLimits.MaxReportDestinations
                ? new ReportDestination.NotExamined(uri)
                : await VerifyAsync(resolver, walker, recordDomain, uri, uri.Host, cancellationToken).ConfigureAwait(false));
        }

        return destinations;
    }

    private static async Task<ReportDestination> VerifyAsync(
        IResolver resolver, DmarcTreeWalker walker, DomainName recordDomain, ReportUri uri, DomainName host, CancellationToken cancellationToken)
    {
        if (await FindUnlessInternalAsync(walker, recordDomain, uri, host, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        // RFC 9990 §4, steps 2 to 5
        if (!host.TryPrepend("_report._dmarc", out DomainName? below) || !below.TryPrependName(recordDomain, out DomainName? name))
            return new ReportDestination.Unauthorized(uri, null, "the name of the authorisation would be longer than a name can be");
        Answer answer = await resolver.ResolveAsync(name, RRType.Txt, cancellationToken).ConfigureAwait(false);
        return answer.Match(
            found => Read(found, uri, host, name),
            absent => new ReportDestination.Unauthorized(uri, name, "the destination does not say that it takes these reports"),
            bogus => new ReportDestination.Undetermined(uri, bogus),
            failed => new ReportDestination.Undetermined(uri, failed));
    }

    private static async Task<ReportDestination?> FindUnlessInternalAsync(
        DmarcTreeWalker walker, DomainName recordDomain, ReportUri uri, DomainName host, CancellationToken cancellationToken)
    {
        if (host == recordDomain)
            return new ReportDestination.Internal(uri);
        if (host.CommonAncestor(recordDomain).IsRoot)
            return null;
        DmarcWalk own = await walker.WalkAsync(recordDomain, cancellationToken).ConfigureAwait(false);
        DmarcWalk other = await walker.WalkAsync(host, cancellationToken).ConfigureAwait(false);
        if ((own.Undetermined ?? other.Undetermined)?.Lookup.Answer is { } failed)
            return new ReportDestination.Undetermined(uri, failed);
        return own.OrganizationalDomain == other.OrganizationalDomain ? new ReportDestination.Internal(uri) : null;
    }

    // RFC 9990 §4, steps 6 to 9
    private static ReportDestination Read(Answer.Found found, ReportUri uri, DomainName host, DomainName name)
    {
        var overrides = new List<ReportUri>();
        bool isAuthorized = false;
        foreach (string text in found.RRset.RRset.Read<TxtRdata>().Select(record => record.JoinedText()).Order(StringComparer.Ordinal))
        {
            if (!DmarcRecord.TryParse(text, out DmarcRecord? record, out _))
                continue;
            isAuthorized = true;
            overrides.AddRange(record.AggregateReportUris);
        }

        if (!isAuthorized)
            return new ReportDestination.Unauthorized(uri, name, "the record there is no authorisation: it does not begin with v=DMARC1");
        return overrides.Any(other => other.Host != host)
            ? new ReportDestination.Unauthorized(uri, name, "the authorisation sends the reports on to another host, which is not allowed")
            : new ReportDestination.Authorized(uri, name, overrides, found.Security);
    }

    private static bool TryPrependName(this DomainName below, DomainName front, out DomainName name)
    {
        name = DomainName.Root;
        byte[] wire = [.. front.Wire[..^1], .. below.Wire];
        if (wire.Length > DomainName.MaxWireLength || !DomainName.TryReadUncompressed(wire, out DomainName? joined, out _))
            return false;
        name = joined;
        return true;
    }
}
