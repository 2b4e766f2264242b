using Tes.Dns;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>A domain as declared: its zone, and the mail hosts that are its own.</summary>
/// <param name="Name">The domain.</param>
internal sealed record Site(DomainName Name)
{
    /// <summary>Its zone; null where there is no such domain. Most are not signed.</summary>
    public Zone? Zone { get; init; } = new() { Apex = Name, Signing = null };

    /// <summary>Hosts of its own.</summary>
    public IReadOnlyList<SmtpHost> Hosts { get; init; } = [];

    /// <summary>A host of others that the domain's own address is one of; null for none.</summary>
    public DomainName? Website { get; init; }

    /// <summary>The name without its TLD, as providers build host names from it.</summary>
    public string Label => Name.ToDisplayString().Split('.')[0];

    public Site WithRecords(string records) => this with { Zone = Zone! with { Records = $"{Zone.Records}{records}\n" } };

    public Site WithHost(string label, Func<SmtpHost, SmtpHost> change) =>
        this with { Hosts = [.. Hosts, change(SmtpHost.Normal($"{label}.{Name}") with { TlsVersions = Population.Usual })] };

    /// <summary>The domain is its own host: no MX records.</summary>
    public Site WithItselfAsHost(Func<SmtpHost, SmtpHost> change) =>
        this with { Hosts = [change(new SmtpHost { Name = Name, TlsVersions = Population.Usual })] };

    /// <summary>Signed well.</summary>
    public Site Signed(ZoneSigning? signing = null) => this with { Zone = Zone! with { Signing = signing ?? ZoneSigning.Default } };

    /// <summary>Signed, with a fault.</summary>
    public Site SignedWith(DnsFault fault) => Signed() with { Zone = Signed().Zone! with { Faults = [fault] } };
}
