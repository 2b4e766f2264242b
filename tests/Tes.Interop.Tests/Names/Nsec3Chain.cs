using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tes.Interop.Tests.Names;

/// <summary>Finds the NSEC3 records that speak of a name, to break them (RFC 5155 §5).</summary>
internal sealed class Nsec3Chain
{
    private const string Base32Hex = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    private const int BitsPerCharacter = 5;
    private const int TypeField = 3;
    private const int IterationsField = 6;
    private const int SaltField = 7;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly string[] _owners;

    /// <param name="lines">The signed zone; all its NSEC3 records have the same parameters.</param>
    public Nsec3Chain(IEnumerable<string> lines)
    {
        string[][] records = [.. lines
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[TypeField] == "NSEC3")];
        _iterations = int.Parse(records[0][IterationsField], CultureInfo.InvariantCulture);
        _salt = records[0][SaltField] == "-" ? [] : Convert.FromHexString(records[0][SaltField]);
        _owners = [.. records.Select(fields => fields[0]).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <returns>The owner of the record with that role for an absolute name.</returns>
    public string OwnerOf(Nsec3Role role, string name)
    {
        var hash = Hash(name);
        return role == Nsec3Role.Matching
            ? _owners.Single(owner => owner.StartsWith(hash + ".", StringComparison.OrdinalIgnoreCase))
            : _owners.LastOrDefault(owner => string.Compare(owner, hash, StringComparison.OrdinalIgnoreCase) < 0) ?? _owners[^1];
    }

    private string Hash(string name)
    {
        byte[] octets = [.. name.TrimEnd('.').Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label.ToLowerInvariant())]), 0];
        for (var round = 0; round <= _iterations; round++)
        {
            octets = Digest([.. octets, .. _salt]);
        }

        // 160 bits are 32 characters without padding.
        return new string([.. Enumerable.Range(0, octets.Length * 8 / BitsPerCharacter)
            .Select(index => Base32Hex[Enumerable.Range(index * BitsPerCharacter, BitsPerCharacter)
                .Aggregate(0, (value, bit) => (value << 1) | ((octets[bit / 8] >> (7 - (bit % 8))) & 1))])]);
    }

#pragma warning disable CA5350 // SHA-1 is the only hash that NSEC3 has (RFC 5155 §11).
    private static byte[] Digest(byte[] octets) => SHA1.HashData(octets);
#pragma warning restore CA5350
}

/// <summary>What an NSEC3 record has to do with a name.</summary>
internal enum Nsec3Role
{
    /// <summary>Its owner is the hash of the name.</summary>
    Matching,

    /// <summary>The hash of the name lies in its span.</summary>
    Covering,
}
