namespace Tes.Mail.Dmarc.Reports;

/// <summary>What reports say of a day.</summary>
/// <param name="Day">The day in UTC on which the period of the reports begins; most have one day (RFC 9990 §3.1.1.3).</param>
/// <param name="Messages">Messages.</param>
/// <param name="Passed">Of them those that passed DMARC.</param>
public sealed record AggregateDay(DateOnly Day, long Messages, long Passed);
