namespace Tes.TransportSecurity.Mx;

/// <summary>Whether all addresses of a host are known.</summary>
public enum AddressCompleteness
{
    /// <summary>Every family asked for gave its addresses or has none.</summary>
    Complete,

    /// <summary>The look-up of one family was bogus or failed; the other has addresses, and mail can go there.</summary>
    OneFamilyUnknown,

    /// <summary>There are more addresses than <see cref="MxHostResolver.MaxAddresses"/>.</summary>
    OverLimit,
}
