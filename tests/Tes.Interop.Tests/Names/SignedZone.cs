namespace Tes.Interop.Tests.Names;

/// <summary>A signed zone, one record a line (owner TTL class type rdata), and the ways to break it.</summary>
/// <param name="Origin">The zone's name; owners given to the methods are relative to it, "@" is the apex.</param>
/// <param name="Lines">Records only.</param>
internal sealed record SignedZone(string Origin, IReadOnlyList<string> Lines)
{
    public static SignedZone Read(string origin, string path) => new(
        origin,
        [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != ';')]);

    /// <summary>Drops the records of one type at one name; their signatures stay.</summary>
    public SignedZone Without(string owner, string type) =>
        Keep(line => !(IsAt(line, owner) && Field(line, TypeField) == type));

    /// <summary>Drops the signatures over one type at one name.</summary>
    public SignedZone WithoutSignature(string owner, string covered) => Keep(line => !IsSignature(line, owner, covered));

    /// <summary>Drops the denial records of one type except at the apex (a server takes a zone without those for unsigned).</summary>
    public SignedZone WithoutDenial(string type) =>
        Keep(line => Field(line, TypeField) != type || IsAt(line, "@"));

    /// <summary>Changes the first IPv4 address at a name, leaving its signature as it was.</summary>
    public SignedZone WithOtherAddress(string owner, string address) =>
        Change(line => IsAt(line, owner) && Field(line, TypeField) == "A", fields => fields[RdataField] = address);

    /// <summary>Spoils the signature over one type at one name.</summary>
    public SignedZone WithSpoiltSignature(string owner, string covered) =>
        Change(line => IsSignature(line, owner, covered), fields => fields[^1] = Spoil(fields[^1]));

    private const int TypeField = 3;
    private const int RdataField = 4;

    private static string Field(string line, int index) => Fields(line)[index];

    private static string[] Fields(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Spoil(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[bytes.Length / 2] ^= 0x10;
        return Convert.ToBase64String(bytes);
    }

    private bool IsAt(string line, string owner) => string.Equals(Fields(line)[0], Absolute(owner), StringComparison.OrdinalIgnoreCase);

    private bool IsSignature(string line, string owner, string covered) =>
        IsAt(line, owner) && Field(line, TypeField) == "RRSIG" && Field(line, RdataField) == covered;

    private string Absolute(string owner) => owner == "@" ? Origin : $"{owner}.{Origin}";

    /// <exception cref="InvalidOperationException">Nothing was dropped: the damage names a record that is not there.</exception>
    private SignedZone Keep(Func<string, bool> kept)
    {
        var lines = Lines.Where(kept).ToArray();
        return lines.Length < Lines.Count ? this with { Lines = lines } : throw NothingToBreak();
    }

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
