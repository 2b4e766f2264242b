using System.Globalization;

namespace Tes.Interop.Tests.Names;

/// <summary>A signed zone, one record a line (owner TTL class type rdata), and the ways to break it.</summary>
/// <param name="Origin">The zone's name; owners given to the methods are relative to it, "@" is the apex.</param>
/// <param name="Lines">Records only.</param>
internal sealed record SignedZone(string Origin, IReadOnlyList<string> Lines)
{
    private const int OwnerField = 0;
    private const int TtlField = 1;
    private const int TypeField = 3;
    private const int RdataField = 4;

    /// <summary>Another version of the zone, signed with the same keys (<see cref="Zone.OtherVersion"/>).</summary>
    public SignedZone? Other { get; init; }

    public static SignedZone Read(string origin, string path) => new(
        origin,
        [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != ';')]);

    /// <summary>Drops the records of one type at one name; their signatures stay.</summary>
    public SignedZone Without(string owner, string type) =>
        Keep(line => !(IsAt(line, owner) && Field(line, TypeField) == type));

    /// <summary>Drops the signatures over one type at one name, or only those by keys of one algorithm.</summary>
    public SignedZone WithoutSignature(string owner, string covered, Algorithm? algorithm = null) =>
        Keep(line => !IsSignature(line, owner, covered, algorithm));

    /// <summary>Drops the denial records of one type except at the apex (a server takes a zone without those for unsigned).</summary>
    public SignedZone WithoutDenial(string type) =>
        Keep(line => Field(line, TypeField) != type || IsAt(line, "@"));

    /// <summary>Drops the NSEC3 record that has the hash of a name, or the one whose span covers it, with its signature.</summary>
    public SignedZone WithoutNsec3(Nsec3Role role, string name)
    {
        var dropped = RelativeNsec3Owner(role, name);
        return Keep(line => !IsAt(line, dropped));
    }

    /// <summary>Changes the first IPv4 address at a name, leaving its signature as it was.</summary>
    public SignedZone WithOtherAddress(string owner, string address) =>
        Change(line => IsAt(line, owner) && Field(line, TypeField) == "A", fields => fields[RdataField] = address);

    /// <summary>Spoils the signatures over one type at one name, or only those by keys of one algorithm.</summary>
    public SignedZone WithSpoiltSignature(string owner, string covered, Algorithm? algorithm = null) =>
        Change(line => IsSignature(line, owner, covered, algorithm), fields => fields[^1] = Spoil(fields[^1]));

    /// <summary>Spoils the signature over the NSEC3 record that has the hash of a name, or whose span covers it.</summary>
    public SignedZone WithSpoiltNsec3(Nsec3Role role, string name) =>
        WithSpoiltSignature(RelativeNsec3Owner(role, name), "NSEC3");

    /// <summary>Puts in place of the signature over one type at one name that of another name.</summary>
    public SignedZone WithSignatureOf(string owner, string otherOwner, string covered)
    {
        var other = Fields(Lines.First(line => IsSignature(line, otherOwner, covered)));
        return Change(
            line => IsSignature(line, owner, covered),
            fields =>
            {
                Array.Fill(fields, "", (int)SignatureField.Signature, fields.Length - (int)SignatureField.Signature);
                fields[^1] = string.Concat(other[(int)SignatureField.Signature..]);
            });
    }

    /// <summary>Drops the signature that the key-signing key made over the DNSKEYs.</summary>
    public SignedZone WithoutSignatureOfKeySigningKey()
    {
        var key = Lines.First(line => IsAt(line, "@") && Field(line, TypeField) == "DNSKEY" && Field(line, RdataField) == "257");
        var tag = KeyTag.Of(string.Join(' ', Fields(key)[RdataField..])).ToString(CultureInfo.InvariantCulture);
        return Keep(line => !(IsSignature(line, "@", "DNSKEY") && Field(line, (int)SignatureField.KeyTag) == tag));
    }

    /// <summary>Writes something else into one field of the signatures over one type at one name.</summary>
    public SignedZone WithSignatureField(string owner, string covered, SignatureField field, string value) =>
        Change(line => IsSignature(line, owner, covered), fields => fields[(int)field] = value);

    /// <summary>Leaves half of the signature over one type at one name.</summary>
    public SignedZone WithHalfSignature(string owner, string covered) => Change(
        line => IsSignature(line, owner, covered),
        fields =>
        {
            var signature = string.Concat(fields[(int)SignatureField.Signature..]);
            Array.Fill(fields, "", (int)SignatureField.Signature, fields.Length - (int)SignatureField.Signature);
            fields[^1] = signature[..(signature.Length / 8 * 4)];
        });

    /// <summary>Writes another TTL at the records of one type at one name and at their signatures.</summary>
    public SignedZone WithTtl(string owner, string type, int ttl) =>
        Change(
            line => (IsAt(line, owner) && Field(line, TypeField) == type) || IsSignature(line, owner, type),
            fields => fields[TtlField] = ttl.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes every owner name in capitals.</summary>
    public SignedZone WithOwnerInCapitals(string owner) =>
        Change(line => IsAt(line, owner), fields => fields[OwnerField] = fields[OwnerField].ToUpperInvariant());

    /// <summary>Adds a record that nobody signed.</summary>
    public SignedZone With(string owner, string type, string rdata) =>
        this with { Lines = [.. Lines, $"{Absolute(owner)} 60 IN {type} {rdata}"] };

    /// <summary>Puts the records of one type at one name, and their signatures, as they are in the other version.</summary>
    public SignedZone WithOther(string owner, string type)
    {
        bool IsOne(string line) => (IsAt(line, owner) && Field(line, TypeField) == type) || IsSignature(line, owner, type);
        var kept = Keep(line => !IsOne(line));
        return kept with { Lines = [.. kept.Lines, .. OtherLines(IsOne)] };
    }

    /// <summary>Puts the NSEC3 record that has the hash of a name as it is in the other version.</summary>
    public SignedZone WithOtherNsec3(string name) => WithOther(RelativeNsec3Owner(Nsec3Role.Matching, name), "NSEC3");

    /// <summary>Puts all NSEC3 records as they are in the other version.</summary>
    public SignedZone WithOtherNsec3Chain()
    {
        static bool IsOne(string line) => Field(line, TypeField) is "NSEC3" or "NSEC3PARAM" || Field(line, RdataField) is "NSEC3" or "NSEC3PARAM";
        var kept = Keep(line => !IsOne(line));
        return kept with { Lines = [.. kept.Lines, .. OtherLines(IsOne)] };
    }

    private static string Field(string line, int index) => Fields(line)[index];

    private static string[] Fields(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Spoil(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[bytes.Length / 2] ^= 0x10;
        return Convert.ToBase64String(bytes);
    }

    private bool IsAt(string line, string owner) => string.Equals(Fields(line)[OwnerField], Absolute(owner), StringComparison.OrdinalIgnoreCase);

    private bool IsSignature(string line, string owner, string covered, Algorithm? algorithm = null) =>
        IsAt(line, owner) && Field(line, TypeField) == "RRSIG" && Field(line, RdataField) == covered
        && (algorithm is null || Field(line, (int)SignatureField.Algorithm) == ((int)algorithm).ToString(CultureInfo.InvariantCulture));

    private string RelativeNsec3Owner(Nsec3Role role, string name)
    {
        var owner = new Nsec3Chain(Lines).OwnerOf(role, Absolute(name));
        return owner[..owner.IndexOf('.', StringComparison.Ordinal)];
    }

    private string Absolute(string owner) => owner == "@" ? Origin : $"{owner}.{Origin}";

    /// <exception cref="InvalidOperationException">Nothing was dropped: the damage names a record that is not there.</exception>
    private SignedZone Keep(Func<string, bool> kept)
    {
        var lines = Lines.Where(kept).ToArray();
        return lines.Length < Lines.Count ? this with { Lines = lines } : throw NothingToBreak();
    }

    /// <exception cref="InvalidOperationException">There is no other version, or it has no such line.</exception>
    private string[] OtherLines(Func<string, bool> chosen) =>
        Other?.Lines.Where(chosen).ToArray() is { Length: > 0 } lines ? lines : throw NothingToBreak();

    /// <exception cref="InvalidOperationException">No line was changed: the damage names a record that is not there.</exception>
    private SignedZone Change(Func<string, bool> chosen, Action<string[]> edit)
    {
        var changed = 0;
        var lines = Lines.Select(line =>
        {
            if (!chosen(line))
            {
                return line;
            }

            changed++;
            var fields = Fields(line);
            edit(fields);
            return string.Join(' ', fields);
        }).ToArray();
        return changed > 0 ? this with { Lines = lines } : throw NothingToBreak();
    }

    private InvalidOperationException NothingToBreak() => new($"the damage to {Origin} found nothing to break");
}

/// <summary>Fields of an RRSIG record in presentation form, counted from the owner name (RFC 4034 §3.2).</summary>
internal enum SignatureField
{
    TypeCovered = 4,
    Algorithm = 5,
    Labels = 6,
    OriginalTtl = 7,
    Expiration = 8,
    Inception = 9,
    KeyTag = 10,
    SignerName = 11,
    Signature = 12,
}
