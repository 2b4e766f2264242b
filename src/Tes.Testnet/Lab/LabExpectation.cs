namespace Tes.Testnet.Lab;

/// <summary>
/// What <c>tes test</c> must say of a domain, in the words of its JSON (<c>tes.test/1</c>). What is said of a host is said
/// of the first one and its first address; null where there is none, or where it does not matter.
/// </summary>
/// <param name="Delivery"><c>delivery</c>.</param>
public sealed record LabExpectation(string Delivery)
{
    /// <summary><c>mx.kind</c>.</summary>
    public string MxKind { get; init; } = "mx";

    /// <summary><c>mx.security</c>.</summary>
    public string MxSecurity { get; init; } = "secure";

    /// <summary><c>mx.hosts[0].tlsa</c>.</summary>
    public string? Tlsa { get; init; }

    /// <summary><c>mx.hosts[0].addresses[0].starttls</c>.</summary>
    public string? StartTls { get; init; }

    /// <summary><c>mx.hosts[0].addresses[0].protocol</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary><c>mx.hosts[0].addresses[0].dane</c>.</summary>
    public string? Dane { get; init; }

    /// <summary>TLS 1.3, authenticated through usable TLSA records.</summary>
    internal static LabExpectation Verified { get; } = new("verified") { Tlsa = "usable", StartTls = "yes", Protocol = "TLSv1.3", Dane = "match" };

    /// <summary>TLS 1.3 with whomever; there are no TLSA records.</summary>
    internal static LabExpectation Opportunistic { get; } =
        new("opportunistic") { Tlsa = "none", StartTls = "yes", Protocol = "TLSv1.3", Dane = "not-applicable" };

    /// <summary>No TLS, and no TLSA records that would forbid to go on.</summary>
    internal static LabExpectation Cleartext { get; } = new("cleartext") { Tlsa = "none", StartTls = "no", Dane = "not-applicable" };

    /// <summary>TLSA records that the certificates do not match.</summary>
    internal static LabExpectation Mismatch { get; } =
        new("defer") { Tlsa = "usable", StartTls = "yes", Protocol = "TLSv1.3", Dane = "mismatch" };

    /// <summary>The MX look-up is bogus: no host is known.</summary>
    internal static LabExpectation BogusMx { get; } = new("defer") { MxSecurity = "bogus" };

    /// <summary>Nobody could look.</summary>
    internal static LabExpectation Inconclusive { get; } = new("defer") { Tlsa = "none", StartTls = "inconclusive", Dane = "not-applicable" };

    /// <summary>There is no host to deliver to.</summary>
    internal static LabExpectation Bounce { get; } = new("bounce");
}
