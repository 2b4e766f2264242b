using System.Globalization;
using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>One zone of the matrix: who signed it, with what, and how it denies.</summary>
internal sealed record MatrixCell(Signer Signer, Algorithm Algorithm, string DenialName, Denial Denial)
{
    private const string Records = """
        www A 192.0.2.1
        below.inner A 192.0.2.2
        *.wild A 192.0.2.3
        alias CNAME www
        tree DNAME target
        www.target A 192.0.2.4
        """;

    private const string Www = "www A 192.0.2.5";

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Signer}, algorithm {(int)Algorithm}, {DenialName}");

    /// <summary>What does not depend on the algorithm is asked of zones with this one only.</summary>
    public bool IsFull => Algorithm == Algorithm.EcdsaP256Sha256;

    public IReadOnlyList<Zone> Zones =>
    [
        new($"{Name}.")
        {
            Records = Records,
            Signer = Signer,
            Algorithm = Algorithm,
            // The least that every signer and validator takes: what is tested here is not the size.
            RsaBits = 1024,
            Denial = Denial,
            Server = Signer == Signer.Bind ? NameServer.Nsd : NameServer.Knot,
            // knotd takes an imported key for a key-signing key or a zone-signing key, never for both.
            Keys = Denial.Salt == "-" && Signer != Signer.Knot ? KeyLayout.Combined : KeyLayout.Split,
            Ds = Denial.OptOut ? [DsForm.Sha384] : [DsForm.Sha256],
        },
        new($"unsigned.{Name}.") { Records = Www, Signer = Signer.None, Ds = [] },
        .. IsFull ? (Zone[])[new($"signed.{Name}.") { Records = Www }] : [],
    ];

    public IReadOnlyList<DnssecCase> Cases =>
    [
        Denied("NXDOMAIN", "RFC 4035 §5.4, RFC 5155 §8.4", "nothing", "A"),
        Case("positive", "RFC 4035 §5.3", "www", "A", Security.Secure),
        Case("NODATA", "RFC 4035 §5.4, RFC 5155 §8.5", "www", "AAAA", Security.Secure),
        Case("wildcard", "RFC 4035 §5.3.4, RFC 5155 §8.8", "x.wild", "A", Covered),
        Case("insecure delegation", "RFC 4035 §5.2, RFC 5155 §8.9", "www.unsigned", "A", Security.Insecure),
        .. IsFull ? Further : [],
    ];

    private DnssecCase[] Further =>
    [
        Denied("wildcard NODATA", "RFC 4035 §5.4, RFC 5155 §8.7", "x.wild", "AAAA"),
        Case("empty non-terminal", "RFC 4035 §5.4, RFC 5155 §8.5", "inner", "A", Security.Secure),
        // ldns makes NSEC3 records for insecure delegations too, with the flag.
        Signer == Signer.Ldns
            ? Case("no DS at an insecure delegation", "RFC 4035 §5.2, RFC 5155 §8.6", "unsigned", "DS", Security.Secure)
            : Denied("no DS at an insecure delegation", "RFC 4035 §5.2, RFC 5155 §8.6, §9.2", "unsigned", "DS"),
        Case("secure delegation", "RFC 4035 §5.2", "www.signed", "A", Security.Secure),
        Case("DS of a secure delegation", "RFC 4035 §5.2", "signed", "DS", Security.Secure),
        Case("CNAME", "RFC 4035 §5.3", "alias", "A", Security.Secure),
        Case("DNAME", "RFC 6672 §5.3.1", "www.tree", "A", Security.Secure),
        Denied("NXDOMAIN behind a DNAME", "RFC 6672 §5.3.1", "nothing.tree", "A"),
    ];

    // RFC 5155 §9.2: what rests on an opt-out record proves nothing about names that it covers.
    private Security Covered => Denial.OptOut ? Security.Insecure : Security.Secure;

    private string Name => string.Create(CultureInfo.InvariantCulture, $"{Signer.ToString().ToLowerInvariant()}-{(int)Algorithm}-{DenialName}.west");

    private DnssecCase Denied(string what, string section, string owner, string type)
    {
        var denied = Case(what, section, owner, type, Covered);
        return Denial.OptOut ? denied with { Divergences = Divergence.DelvUnderOptOut } : denied;
    }

    private DnssecCase Case(string what, string section, string owner, string type, Security security) =>
        new($"{Title}: {what}", section, $"{owner}.{Name}", type, security);
}
