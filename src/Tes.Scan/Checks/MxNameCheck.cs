using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether an MX record names an IP address instead of a host.</summary>
internal sealed class MxNameCheck : ICheck
{
    public CheckTag Tag => CheckTag.MxName;

    public IEnumerable<Finding> Run(DomainFacts facts) => facts.MxRemarks
        .Where(remark => remark is { Kind: MxRemarkKind.AddressAsHost, Host: not null })
        .Select(remark => Finding.Fail(
            Tag, Severity.Error, remark.Host!.ToDisplayString(), "the MX record holds an IP address where a host name must stand",
            "RFC 5321 §5.1 and RFC 1035 §3.3.9: the name is looked up as a name, which does not exist; DANE cannot apply either",
            "give the address a name and put that name into the MX record"));
}
