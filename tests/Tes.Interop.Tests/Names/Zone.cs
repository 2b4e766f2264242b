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

    public Denial Denial { get; init; } = Denial.Nsec;

    public SignatureTimes Times { get; init; } = SignatureTimes.Current;

    /// <summary>The DS records at the parent; none: an insecure delegation.</summary>
    public IReadOnlyList<DsForm> Ds { get; init; } = [DsForm.Sha256];

    /// <summary>What is broken in the signed zone before it is served.</summary>
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

/// <summary>One key for everything, or a key-signing and a zone-signing key.</summary>
internal enum KeyLayout
{
    Combined,
    Split,
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

    public static Denial Nsec3OptOut() => new() { Nsec3Iterations = 0, OptOut = true };
}
