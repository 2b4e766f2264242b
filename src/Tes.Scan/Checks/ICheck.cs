using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>One question put to the facts. Pure: the same facts give the same findings.</summary>
internal interface ICheck
{
    /// <summary>What it is called in reports.</summary>
    CheckTag Tag { get; }

    /// <summary>The findings, all with <see cref="Tag"/>; none where the question does not arise.</summary>
    IEnumerable<Finding> Run(DomainFacts facts);
}
