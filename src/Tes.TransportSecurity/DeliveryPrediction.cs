using Tes.Dns.Resolution;
using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity;

/// <summary>What an SMTP client with opportunistic DANE would do with mail for a domain now (RFC 7672 §2.2, RFC 5321 §5.1).</summary>
public sealed class DeliveryPrediction
{
    private DeliveryPrediction(Delivery delivery, PredictionBasis basis, DeliveryUniformity uniformity, IReadOnlyList<HostPrediction> hosts)
    {
        Delivery = delivery;
        Basis = basis;
        Uniformity = uniformity;
        Hosts = hosts;
    }

    /// <summary>The one word.</summary>
    public Delivery Delivery { get; }

    /// <summary>Whether the word rests on what was seen. Unless it is <see cref="PredictionBasis.Observed"/>, nothing failed: it could not be tested.</summary>
    public PredictionBasis Basis { get; }

    /// <summary>Whether hosts and addresses differ in their protection.</summary>
    public DeliveryUniformity Uniformity { get; }

    /// <summary>The hosts in the order to try.</summary>
    public IReadOnlyList<HostPrediction> Hosts { get; }

    /// <summary>Predicts.</summary>
    /// <param name="resolution">The hosts of the domain.</param>
    /// <param name="hosts">What is known of each; those without facts count as inconclusive.</param>
    /// <param name="time">When: certificates are judged as of then.</param>
    public static DeliveryPrediction Of(MxResolution resolution, IReadOnlyList<HostFacts> hosts, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(hosts);
        return resolution.Match(
            _ => OfHosts(resolution, hosts, time),
            _ => OfHosts(resolution, hosts, time),
            _ => Settled(Delivery.Bounce), // RFC 7505 §4
            _ => Settled(Delivery.Bounce), // RFC 5321 §5.1
            _ => Settled(Delivery.Defer), // RFC 7672 §2.1.2
            _ => Settled(Delivery.Defer));
    }

    private static DeliveryPrediction Settled(Delivery delivery) => new(delivery, PredictionBasis.Observed, DeliveryUniformity.Uniform, []);

    private static DeliveryPrediction OfHosts(MxResolution resolution, IReadOnlyList<HostFacts> facts, DateTimeOffset time)
    {
        List<HostPrediction> hosts = [.. resolution.Hosts.Select(host => OfHost(resolution, host, facts.FirstOrDefault(known => known.Host == host), time))];
        DeliveryUniformity uniformity = hosts.SelectMany(host => host.Addresses).Select(Protection).OfType<Delivery>().Distinct().Count() > 1
            ? DeliveryUniformity.Mixed
            : DeliveryUniformity.Uniform;
        bool tested = true;
        // RFC 5321 §5.1: by preference; among equals a sender picks one at random, so the worst that can happen is what counts
        foreach (IGrouping<ushort, HostPrediction> equals in hosts.GroupBy(host => host.Host.Preference))
        {
            tested &= equals.All(WasTested);
            List<Delivery> levels = [.. equals.Select(host => host.FirstDelivery?.Level).OfType<Delivery>()];
            if (levels.Count > 0)
                return new DeliveryPrediction(levels.Min(), tested ? PredictionBasis.Observed : PredictionBasis.Inconclusive, uniformity, hosts);
        }

        // RFC 5321 §5.1: no host of the domain can be used at all, now or later
        if (hosts.TrueForAll(host => host.Availability == HostAvailability.NoAddress))
            return new DeliveryPrediction(Delivery.Bounce, PredictionBasis.Observed, uniformity, hosts);
        return new DeliveryPrediction(Delivery.Defer, tested ? BasisOfDeferral(hosts) : PredictionBasis.Inconclusive, uniformity, hosts);
    }

    private static HostPrediction OfHost(MxResolution resolution, MxHost host, HostFacts? facts, DateTimeOffset time)
    {
        if (facts is null)
            return new HostPrediction(host, HostAvailability.HasAddresses, []);
        return facts.Resolution.Match(
            resolved => new HostPrediction(host, HostAvailability.HasAddresses, [.. resolved.Addresses.Select(address =>
                AddressDecision.Decide(resolution, facts.Tlsa, Find(facts, address), time))]),
            noAddress => new HostPrediction(host, IsWithoutAddress(noAddress) ? HostAvailability.NoAddress : HostAvailability.NoAddressInFamily, []),
            _ => new HostPrediction(host, HostAvailability.Unknown, []),
            _ => new HostPrediction(host, HostAvailability.Unknown, []));
    }

    // One denial speaks for both families where it says that there is no such name (RFC 8020 §2)
    private static bool IsWithoutAddress(MxHostResolution.NoAddress host) => host.Absence == Absence.NXDomain || host.Answers.Count > 1;

    private static AddressFacts Find(HostFacts facts, HostAddress address) =>
        facts.Addresses.FirstOrDefault(probed => probed.Address.Equals(address.Address))
        ?? new AddressFacts(address.Address, TlsObservation.Inconclusive, []);

    // Nothing that a sender would have tried before the first delivery is unknown to us
    private static bool WasTested(HostPrediction host) =>
        host.Availability is HostAvailability.NoAddress or HostAvailability.Unknown
        || (host.Addresses.Count > 0 && !host.Addresses.TakeWhile(address => address is AddressOutcome.DoesNotDeliver)
            .Any(address => address is AddressOutcome.DoesNotDeliver { Fault: AddressFault.Inconclusive }));

    private static PredictionBasis BasisOfDeferral(List<HostPrediction> hosts)
    {
        List<AddressOutcome> addresses = [.. hosts.SelectMany(host => host.Addresses)];
        return addresses.Count > 0 && addresses.TrueForAll(address => address is AddressOutcome.DoesNotDeliver { Fault: AddressFault.Unreachable })
            ? PredictionBasis.NothingReached
            : PredictionBasis.Observed;
    }

    // An address that refuses is a way in of its own kind; one that was not seen is none
    private static Delivery? Protection(AddressOutcome outcome) => outcome.Match<Delivery?>(
        delivers => delivers.Level,
        fails => fails.Fault is AddressFault.NotAuthenticated or AddressFault.NoTls or AddressFault.ObsoleteTls or AddressFault.TlsaUnknown ? Delivery.Defer : null);
}
