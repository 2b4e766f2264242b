namespace Tes.Mail.Dmarc;

/// <summary>Limits of DMARC.</summary>
public static class DmarcLimits
{
    /// <summary>Most TXT queries of one tree walk (RFC 9989 §4.10).</summary>
    public const int MaxWalkQueries = 8;

    /// <summary>A longer name is cut to so many labels after the first query, so that the limit holds (RFC 9989 §4.10, step 4).</summary>
    public const int LongNameCut = 7;

    /// <summary>
    /// Most Author Domains of one message that are looked at. Own limit: RFC 9989 §11.5 leaves the number to the receiver; a
    /// From field with more is no mail that people write to each other.
    /// </summary>
    public const int MaxAuthorDomains = 4;

    /// <summary>
    /// Most Authenticated Identifiers of one message whose Organizational Domain is looked for. Own limit: each can cost a walk, and
    /// whoever sends the mail chooses how many there are; those identical to the Author Domain cost none and always count.
    /// </summary>
    public const int MaxIdentifierWalks = 8;

    /// <summary>Most destinations of reports that are looked up for one record. Own limit: each can cost a walk and a query, and the owner chooses how many there are.</summary>
    public const int MaxReportDestinations = 10;
}
