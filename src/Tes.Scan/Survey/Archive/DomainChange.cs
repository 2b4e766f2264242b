using System.Data.Common;

namespace Tes.Scan.Survey.Archive;

/// <summary>What became of one aspect of a domain from one survey to another.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Aspect">email, tls, dnssec, dane, spf, dmarc, mta-sts or tlsrpt; list for a domain that only one of the surveys has.</param>
/// <param name="Change">gained: there was none. lost: there is none. broken: it is there and does not work. repaired: it was broken. appeared, disappeared: of the list.</param>
/// <param name="Before">The word of the earlier survey for it; null where it had none.</param>
/// <param name="After">The word of the later one.</param>
/// <param name="Cause">What a check says against it, in the survey in which it is worse; null where none does.</param>
public sealed record DomainChange(string Domain, string Aspect, string Change, string? Before, string? After, string? Cause)
{
    /// <summary>
    /// The changes between two runs, in the order of the domains. Where one of the two could say nothing of an aspect, there is no
    /// change: what is unknown is neither lost nor gained.
    /// </summary>
    /// <exception cref="ArchiveException">While enumerating: the archive cannot be read.</exception>
    public static IEnumerable<DomainChange> Between(SurveyArchive archive, int before, int after)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return archive.Stream(ChangeQuery.For(before, after), Of);
    }

    private static DomainChange Of(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), Text(row, 3), Text(row, 4), Text(row, 5));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
