using Tes.Dns;
using Tes.Mail.Dmarc;

namespace Tes.Cli.Dmarc;

/// <summary>What <c>tes dmarc show</c> found.</summary>
/// <param name="Domain">The domain asked about.</param>
/// <param name="Discovery">The record that governs.</param>
/// <param name="Destinations">Where it sends reports.</param>
/// <param name="SuffixList">What receivers with a list of public suffixes find; null where there is no list.</param>
internal sealed record DmarcReport(
    DomainName Domain, DmarcDiscovery Discovery, IReadOnlyList<ReportDestination> Destinations, SuffixListDiscovery? SuffixList)
{
    public DmarcDiscovery.Governed? Governed => Discovery as DmarcDiscovery.Governed;

    /// <summary>What is asked for in the end: the policy after test mode; null where none applies or it is not known.</summary>
    public DmarcPolicy? Requested => Governed?.Policy is { } policy ? Governed.Record.Lower(policy.Policy) : null;

    public ExitStatus Status =>
        Governed is { Existence.State: DomainExistenceState.Undetermined } ? ExitStatus.Inconclusive
        : Governed is { Record.Applicability: RecordApplicability.NoProcessing } ? ExitStatus.CheckFailed
        : DmarcCommand.StatusOf(Discovery.Walk);
}
