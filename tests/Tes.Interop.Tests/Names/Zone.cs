namespace Tes.Interop.Tests.Names;

/// <summary>A zone as the cases declare it. SOA, NS and the delegation from its parent are added when it is built.</summary>
/// <param name="Name">Absolute, with the final dot.</param>
internal sealed record Zone(string Name)
{
    /// <summary>Zone-file lines, relative to the zone.</summary>
    public string Records { get; init; } = "";

    public NameServer Server { get; init; } = NameServer.Bind;

    public Signer Signer { get; init; } = Signer.Bind;

    public Algorithm Algorithm { get; init; } = Algorithm.EcdsaP256Sha256;

    /// <summary>Size of an RSA key; other algorithms have only one.</summary>
    public int RsaBits { get; init; } = 2048;

    public KeyLayout Keys { get; init; } = KeyLayout.Combined;

    /// <summary>With <see cref="KeyLayout.Split"/>: the zone-signing key signs the DNSKEYs too.</summary>
    public bool AllKeysSignKeys { get; init; }

    /// <summary>A further key of this algorithm signs everything too; it is the last of the zone's keys.</summary>
    public Algorithm? SecondAlgorithm { get; init; }

    /// <summary>Changes the DNSKEY in the file of the first key before it signs and before DS records are made of it; only ldns signs with what comes out.</summary>
    public Func<string, string>? EditedKey { get; init; }

    /// <summary>DNSKEY lines to publish beside the zone's own, made from the RDATA of its first key; nobody has their private keys.</summary>
    public Func<string, IEnumerable<string>>? ForeignKeys { get; init; }

    public Denial Denial { get; init; } = Denial.Nsec;

    public SignatureTimes Times { get; init; } = SignatureTimes.Current;

    /// <summary>The DS records at the parent; none: an insecure delegation.</summary>
    public IReadOnlyList<DsForm> Ds { get; init; } = [DsForm.Sha256];

    /// <summary>Whether the zones below it are delegated; only an <see cref="OtherVersion"/> can do without.</summary>
    public bool Delegates { get; init; } = true;

    /// <summary>The zone once more, signed with the same keys, for <see cref="Damage"/> to take records from.</summary>
    public Zone? OtherVersion { get; init; }

    /// <summary>What is broken in the signed zone before it is served. Not with <see cref="Signer.Knot"/>, which signs while it serves.</summary>
    public Func<SignedZone, SignedZone> Damage { get; init; } = zone => zone;

    public override string ToString() => Name;
}

/// <summary>Which of the running servers answers for a zone.</summary>
internal enum NameServer
{
    Root,
    TopLevel,
    Bind,
    Nsd,
    Knot,
}

/// <summary>The program that signs; <see cref="None"/> serves the zone as it was written.</summary>
internal enum Signer
{
    Bind,
    Ldns,

    /// <summary>knotd itself, on loading the zone.</summary>
    Knot,
    None,
}

/// <summary>Names as dnssec-keygen takes them, numbers as in DNSKEY.</summary>
internal enum Algorithm
{
    RsaSha1 = 5,
    RsaSha1Nsec3Sha1 = 7,
    RsaSha256 = 8,
    RsaSha512 = 10,
    EcdsaP256Sha256 = 13,
    EcdsaP384Sha384 = 14,
    Ed25519 = 15,
    Ed448 = 16,
}

internal enum KeyLayout
{
    /// <summary>One key for everything.</summary>
    Combined,

    /// <summary>A key-signing and a zone-signing key.</summary>
    Split,

    /// <summary>One key for everything, and a revoked one that signs the DNSKEYs with it (RFC 5011 §2.1).</summary>
    CombinedAndRevoked,
}

internal enum SignatureTimes
{
    Current,
    Expired,
    NotYetValid,
}

/// <summary>A DS record at the parent, true or not.</summary>
internal enum DsForm
{
    Sha1,
    Sha256,
    Sha384,

    /// <summary>The key and algorithm of the zone, the digest of something else.</summary>
    WrongDigestSha256,

    /// <summary>A key that the zone does not have.</summary>
    ForeignKey,

    /// <summary>SHA-256 of the zone's last key.</summary>
    LastKeySha256,

    /// <summary>The digest is right, the key tag is not.</summary>
    WrongKeyTag,

    /// <summary>The digest is right, the algorithm is RSASHA256, which the key's is not.</summary>
    WrongAlgorithm,

    /// <summary>RSAMD5 (1), which must not be used for zone signing (RFC 6725 §2).</summary>
    RsaMd5,

    /// <summary>DSA (3), which must not be validated (RFC 8624 §3.1).</summary>
    Dsa,

    /// <summary>Digest type 3, GOST R 34.11-94, which is deprecated (RFC 9558 §1).</summary>
    Gost,

    /// <summary>A digest type that nobody has assigned.</summary>
    UnknownDigest,

    /// <summary>An algorithm that nobody has assigned.</summary>
    UnknownAlgorithm,
}

/// <summary>How a zone proves that something does not exist.</summary>
internal sealed record Denial
{
    /// <summary>Null: NSEC.</summary>
    public int? Nsec3Iterations { get; private init; }

    /// <summary>Hexadecimal, without a salt "-".</summary>
    public string Salt { get; private init; } = "-";

    public bool OptOut { get; private init; }

    public static Denial Nsec { get; } = new();

    public static Denial Nsec3(int iterations = 0, string salt = "-") => new() { Nsec3Iterations = iterations, Salt = salt };

    public static Denial Nsec3OptOut(int iterations = 0, string salt = "-") =>
        new() { Nsec3Iterations = iterations, Salt = salt, OptOut = true };
}
