using System.Net;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>What was reported of one source of mail from one domain.</summary>
/// <param name="Address">The source; null where reports did not say.</param>
/// <param name="Domain">The Author Domain, in lower case; empty where reports did not say.</param>
/// <param name="Messages">Messages.</param>
/// <param name="Passed">Of them those that passed DMARC.</param>
/// <param name="DkimAligned">Of them those with an aligned signature that passed.</param>
/// <param name="SpfAligned">Of them those with SPF that passed aligned.</param>
/// <param name="Quarantined">Of them those that the receiver took for suspicious.</param>
/// <param name="Rejected">Of them those that the receiver rejected.</param>
public sealed record AggregateSource(
    IPAddress? Address, string Domain, long Messages, long Passed, long DkimAligned, long SpfAligned, long Quarantined, long Rejected)
{
    /// <summary>The same with one record more.</summary>
    internal AggregateSource With(AggregateRecord record) => this with
    {
        Messages = Messages + record.Count,
        Passed = Passed + (record.Result == DmarcResult.Pass ? record.Count : 0),
        DkimAligned = DkimAligned + (record.DkimAligned == "pass" ? record.Count : 0),
        SpfAligned = SpfAligned + (record.SpfAligned == "pass" ? record.Count : 0),
        Quarantined = Quarantined + (record.Disposition == "quarantine" ? record.Count : 0),
        Rejected = Rejected + (record.Disposition == "reject" ? record.Count : 0),
    };
}
