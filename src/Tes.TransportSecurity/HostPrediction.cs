using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity;

/// <summary>What an SMTP client with opportunistic DANE reaches at one host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Availability">Whether there is anything to connect to.</param>
/// <param name="Addresses">The outcome at each address, in the order to try; empty where there is no address.</param>
public sealed record HostPrediction(MxHost Host, HostAvailability Availability, IReadOnlyList<AddressOutcome> Addresses)
{
    /// <summary>The first address through which mail goes; null where there is none.</summary>
    public AddressOutcome.Delivers? FirstDelivery => Addresses.OfType<AddressOutcome.Delivers>().FirstOrDefault();
}
