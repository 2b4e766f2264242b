using System.Net.Sockets;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Checks;

/// <summary>Whether mail can arrive over IPv6.</summary>
internal sealed class IPv6Check : ICheck
{
    public CheckTag Tag => CheckTag.IPv6;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        // Nothing to say where IPv6 was not asked for or not everything is known.
        bool known = facts.Families.HasFlag(AddressFamilies.IPv6) && facts.Addresses.Count > 0
            && facts.Hosts.All(host => host.Resolution is MxHostResolution.NoAddress or MxHostResolution.Resolved { Completeness: AddressCompleteness.Complete });
        if (!known)
            yield break;
        yield return facts.Addresses.Any(pair => pair.Address.Address.Address.AddressFamily == AddressFamily.InterNetworkV6)
            ? Finding.Pass(Tag, facts.Domain.Text, "an MX host has an IPv6 address", "RFC 5321 §5.2: mail is exchanged over both protocols")
            : Finding.Info(
                Tag, facts.Domain.Text, "no MX host has an IPv6 address", "RFC 5321 §5.2: senders that have only IPv6 cannot deliver",
                "publish an AAAA record for an MX host that listens on IPv6");
    }
}
