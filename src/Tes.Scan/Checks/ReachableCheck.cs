using System.Net.Sockets;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Checks;

/// <summary>Whether each address takes connections.</summary>
internal sealed class ReachableCheck : ICheck
{
    public CheckTag Tag => CheckTag.Reachable;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        bool nobodyAnswers = facts.Addresses.Count > 0 && facts.Addresses.All(pair => pair.Address.Probe.Failure is SmtpFailure.NotConnected { Fault: ConnectFault.TimedOut or ConnectFault.NoRoute });
        foreach ((HostReport host, AddressReport address) in facts.Addresses)
        {
            string subject = Subject.Of(host, address);
            // Nobody tried; the check of the session says why.
            if (address.Probe.Failure is SmtpFailure.Withheld)
                continue;
            if (address.Probe.Failure is not SmtpFailure.NotConnected failure)
            {
                yield return Finding.Pass(Tag, subject, $"port {facts.Port} takes connections", "RFC 5321 §5.1: senders connect to each address until one takes the mail");
                continue;
            }

            yield return WithoutOwnIPv6(facts, address, failure)
                ? Finding.Info(
                    Tag, subject, "this machine has no way to IPv6 addresses; the address was not tested",
                    "RFC 5321 §5.2: senders with IPv6 use it")
                : Finding.Inconclusive(
                    Tag, Severity.Error, subject, $"no connection to port {facts.Port}: {failure.Detail}",
                    "RFC 5321 §5.1: where no address of any host can be reached, mail waits",
                    nobodyAnswers && facts.Port == SmtpProbe.DefaultPort
                        ? "no address answered at all: see whether the network that this test runs in blocks outgoing port 25"
                        : null);
        }
    }

    // Said of the machine that tests, not of the domain, as long as IPv4 shows that the network works.
    private static bool WithoutOwnIPv6(DomainFacts facts, AddressReport address, SmtpFailure.NotConnected failure) =>
        failure.Fault == ConnectFault.NoRoute
        && address.Address.Address.AddressFamily == AddressFamily.InterNetworkV6
        && facts.Addresses.Any(pair =>
            pair.Address.Address.Address.AddressFamily == AddressFamily.InterNetwork && pair.Address.Probe.Failure is not SmtpFailure.NotConnected);
}
