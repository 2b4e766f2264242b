using Tes.Dns;

namespace Tes.Mail.Spf.Inspection;

/// <summary>A record in the tree of a policy.</summary>
/// <param name="Domain">Where it is published.</param>
/// <param name="Lookup">What was found there.</param>
/// <param name="Terms">Its directives and then its redirect, also those that are never evaluated; empty where there is no valid record.</param>
public sealed record SpfTreeRecord(DomainName Domain, SpfLookup Lookup, IReadOnlyList<SpfTreeTerm> Terms)
{
    /// <summary>The record; null where there is none that is valid.</summary>
    public SpfRecord? Record => (Lookup as SpfLookup.Published)?.Record;
}
