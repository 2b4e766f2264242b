using Tes.Dns.Resolution;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.TransportSecurity;

/// <summary>Decides what an SMTP client with opportunistic DANE does at one address (RFC 7672 §2.2).</summary>
public static class AddressDecision
{
    /// <summary>Decides.</summary>
    /// <param name="resolution">How the host was found.</param>
    /// <param name="tlsa">The TLSA records of the host.</param>
    /// <param name="facts">What the address showed.</param>
    /// <param name="time">When.</param>
    public static AddressOutcome Decide(MxResolution resolution, TlsaLookup tlsa, AddressFacts facts, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(tlsa);
        ArgumentNullException.ThrowIfNull(facts);
        return tlsa.Match(
            usable => facts.Tls == TlsObservation.Established
                ? Authenticate(resolution, usable, facts, time)
                : WithoutTls(facts, DaneVerdict.Untested),
            // RFC 7672 §2.2: TLS is mandatory, authentication is not
            _ => facts.Tls == TlsObservation.Established
                ? new AddressOutcome.Delivers(facts.Address, Delivery.Encrypted, DaneVerdict.Unusable)
                : WithoutTls(facts, DaneVerdict.Unusable),
            _ => WithoutDane(facts),
            // RFC 7672 §2.1.2: not even a connection, whatever a probe saw there
            _ => new AddressOutcome.DoesNotDeliver(facts.Address, AddressFault.TlsaUnknown, DaneVerdict.Untested),
            _ => new AddressOutcome.DoesNotDeliver(facts.Address, AddressFault.TlsaUnknown, DaneVerdict.Untested));
    }

    private static AddressOutcome Authenticate(MxResolution resolution, TlsaLookup.Usable tlsa, AddressFacts facts, DateTimeOffset time)
    {
        ReferenceIdentifiers references = ReferenceIdentifiers.For(resolution, tlsa.TlsaBaseDomain);
        // RFC 7672 §2.2.1: what was found through an insecure MX record is never called secure
        Delivery level = resolution.Security == SecurityStatus.Secure ? Delivery.Verified : Delivery.Trusted;
        return DaneAuthenticator.Authenticate(tlsa.Records.Usable, facts.CertificateChain, references, time).Match<AddressOutcome>(
            authenticated => new AddressOutcome.Delivers(facts.Address, level, authenticated),
            mismatch => new AddressOutcome.DoesNotDeliver(facts.Address, AddressFault.NotAuthenticated, DaneVerdict.Mismatch, mismatch));
    }

    private static AddressOutcome.DoesNotDeliver WithoutTls(AddressFacts facts, DaneVerdict dane) =>
        new(facts.Address, ConnectionFault(facts) ?? (facts.Tls == TlsObservation.Obsolete ? AddressFault.ObsoleteTls : AddressFault.NoTls), dane);

    private static AddressOutcome WithoutDane(AddressFacts facts)
    {
        if (ConnectionFault(facts) is { } fault)
            return new AddressOutcome.DoesNotDeliver(facts.Address, fault, DaneVerdict.NotApplicable);
        // RFC 7672 §2.2: before DANE, a client falls back to cleartext where STARTTLS is not offered or does not work
        // RFC 7435 §3: without DANE any encryption is better than none, old versions too
        Delivery level = facts.Tls is TlsObservation.Established or TlsObservation.Obsolete ? Delivery.Opportunistic : Delivery.Cleartext;
        return new AddressOutcome.Delivers(facts.Address, level, DaneVerdict.NotApplicable);
    }

    private static AddressFault? ConnectionFault(AddressFacts facts) => facts.Tls switch
    {
        TlsObservation.Unreachable => AddressFault.Unreachable,
        TlsObservation.Inconclusive => AddressFault.Inconclusive,
        _ => null,
    };
}
