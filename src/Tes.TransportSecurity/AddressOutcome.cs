using System.Net;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity;

/// <summary>Whether mail goes through one address, and how well protected: a closed set, decided by <see cref="AddressDecision"/>.</summary>
public abstract class AddressOutcome
{
    private AddressOutcome(IPAddress address, DaneVerdict dane, DaneAuthentication? authentication)
    {
        Address = address;
        Dane = dane;
        Authentication = authentication;
    }

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>How DANE turned out.</summary>
    public DaneVerdict Dane { get; }

    /// <summary>The comparison of records and chain, with its reasons; null where there was none.</summary>
    public DaneAuthentication? Authentication { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Delivers, T> delivers, Func<DoesNotDeliver, T> doesNotDeliver);

    /// <summary>Mail may go.</summary>
    public sealed class Delivers : AddressOutcome
    {
        internal Delivers(IPAddress address, Delivery level, DaneVerdict dane)
            : base(address, dane, authentication: null) => Level = level;

        internal Delivers(IPAddress address, Delivery level, DaneAuthentication.Authenticated authentication)
            : base(address, DaneVerdict.Match, authentication)
        {
            Level = level;
            Peer = authentication.Peer;
        }

        /// <summary><see cref="Delivery.Cleartext"/> or better.</summary>
        public Delivery Level { get; }

        /// <summary>The proof of the peer's identity; not null exactly at <see cref="Delivery.Trusted"/> and <see cref="Delivery.Verified"/>.</summary>
        public AuthenticatedPeer? Peer { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Delivers, T> delivers, Func<DoesNotDeliver, T> doesNotDeliver)
        {
            ArgumentNullException.ThrowIfNull(delivers);
            return delivers(this);
        }
    }

    /// <summary>Mail does not go through this address now.</summary>
    public sealed class DoesNotDeliver : AddressOutcome
    {
        internal DoesNotDeliver(IPAddress address, AddressFault fault, DaneVerdict dane, DaneAuthentication? authentication = null)
            : base(address, dane, authentication) => Fault = fault;

        /// <summary>Why not.</summary>
        public AddressFault Fault { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Delivers, T> delivers, Func<DoesNotDeliver, T> doesNotDeliver)
        {
            ArgumentNullException.ThrowIfNull(doesNotDeliver);
            return doesNotDeliver(this);
        }
    }
}
