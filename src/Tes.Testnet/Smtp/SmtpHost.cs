using Tes.Dns;
using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>A mail host, declared: well-behaved unless something is changed with <c>with</c>.</summary>
public sealed record SmtpHost
{
    /// <summary>Its name; its address records and TLSA records are added to the zone that the name is in.</summary>
    public required DomainName Name { get; init; }

    /// <summary>Further names that have the same addresses, as providers give each customer one; wildcards are fine. They have no TLSA records.</summary>
    public IReadOnlyList<DomainName> OtherNames { get; init; } = [];

    /// <summary>How many addresses of 127.66.0.0/16 it has; 0 or more.</summary>
    public int AddressCount { get; init; } = 1;

    /// <summary>Whether it has an IPv6 address too.</summary>
    public Ipv6Address Ipv6 { get; init; }

    /// <summary>What becomes of connections.</summary>
    public Listening Listening { get; init; }

    /// <summary>How it greets.</summary>
    public SmtpGreeting Greeting { get; init; } = new SmtpGreeting.Normal();

    /// <summary>How it takes EHLO and HELO.</summary>
    public HelloSupport Hello { get; init; }

    /// <summary>EHLO keywords with their parameters before TLS, besides STARTTLS. Characters above 0x7f are sent as one octet.</summary>
    public IReadOnlyList<string> CapabilitiesBeforeTls { get; init; } = ["PIPELINING", "SIZE 52428800", "8BITMIME"];

    /// <summary>EHLO keywords with their parameters inside TLS.</summary>
    public IReadOnlyList<string> CapabilitiesAfterTls { get; init; } = ["PIPELINING", "SIZE 52428800", "8BITMIME", "AUTH PLAIN LOGIN"];

    /// <summary>What becomes of STARTTLS.</summary>
    public StartTlsSupport StartTls { get; init; }

    /// <summary>The TLS versions it speaks, at least one.</summary>
    public IReadOnlyList<TlsVersion> TlsVersions { get; init; } = [TlsVersion.Tls12, TlsVersion.Tls13];

    /// <summary>Its certificate.</summary>
    public ServerCertificate Certificate { get; init; } = ServerCertificate.SelfSigned;

    /// <summary>Certificates that clients get instead who ask for one of these names in SNI; <see cref="ServerCertificate.Names"/> of null is that name.</summary>
    public IReadOnlyDictionary<DomainName, ServerCertificate> NamedCertificates { get; init; } = new Dictionary<DomainName, ServerCertificate>();

    /// <summary>The TLSA records that are published for it.</summary>
    public IReadOnlyList<Tlsa> Tlsa { get; init; } = [];

    /// <summary>The name below which they are published; null for <see cref="Name"/>.</summary>
    public DomainName? TlsaBase { get; init; }

    /// <summary>Whether mail commands are answered 530 before TLS (RFC 3207 §4).</summary>
    public MailBeforeTls MailBeforeTls { get; init; }

    /// <summary>The moment at which it closes the connection without a word; null for never.</summary>
    public SmtpMoment? ClosesAt { get; init; }

    /// <summary>How far away it is: the round trip that each of its answers takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>A host that does everything right.</summary>
    /// <exception cref="FormatException"><paramref name="name"/> is not a domain name.</exception>
    public static SmtpHost Normal(string name) => new() { Name = DomainName.Parse(name) };
}
