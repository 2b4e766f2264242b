using System.Security.Cryptography;
using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Odd DNSKEY RRsets: revoked keys, keys of one tag, many keys, keys that must not be used.</summary>
internal static class KeyCases
{
    private const string Www = "www A 192.0.2.1";
    private const int ManyKeys = 25;
    private const int RsaKeyOctets = 260;

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("revoked-standby.nord.") { Records = Www, Keys = KeyLayout.CombinedAndRevoked },
        Edited("revoked-only.nord.", rdata => "385" + rdata[3..]),
        Edited("protocol-two.nord.", rdata => rdata.Replace(" 3 13 ", " 2 13 ", StringComparison.Ordinal)),
        WithForeignKeys("tag-collision.nord.", rdata => [Swapped(rdata, 0)]),
        WithForeignKeys("tag-collision-two.nord.", rdata => [Swapped(rdata, 0), Swapped(rdata, 1)]),
        WithForeignKeys("many-keys.nord.", _ => Enumerable.Range(0, ManyKeys).Select(_ => $"256 3 8 {RandomKey()}")),
        WithForeignKeys("unknown-key.nord.", _ => [$"257 3 200 {RandomKey()}"]),
        WithForeignKeys("unusable-key.nord.", _ => ["256 3 13 AAAA", "256 3 8 AAAA"]),
        new("split-missing.nord.")
        {
            Records = Www,
            Keys = KeyLayout.Split,
            AllKeysSignKeys = true,
            Damage = zone => zone.WithoutSignatureOfKeySigningKey(),
        },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("a revoked key beside the one in use", "RFC 5011 §2.1", "www.revoked-standby.nord", "A", Security.Secure),
        new("the DS names a revoked key", "RFC 5011 §2.1", "www.revoked-only.nord", "A", Security.Bogus)
        {
            Divergences = new Dictionary<Oracle, Divergence> { [Oracle.Unbound] = new("ds-of-revoked-key", "secure") },
        },
        new("a DNSKEY with protocol 2", "RFC 4034 §2.1.2", "www.protocol-two.nord", "A", Security.Bogus),
        new("another key with the same tag", "RFC 4034 §8", "www.tag-collision.nord", "A", Security.Secure) { Divergences = Divergence.BindAtMalformedKey },
        new("NXDOMAIN with another key of the same tag", "RFC 4034 §8", "nothing.tag-collision.nord", "A", Security.Secure) { Divergences = Divergence.BindAtMalformedKey },
        new("two other keys with the same tag", "RFC 4034 §8", "www.tag-collision-two.nord", "A", Security.Secure) { Divergences = Divergence.BindAtMalformedKey },
        new("25 keys, over TCP", "RFC 7766 §5", "www.many-keys.nord", "A", Security.Secure),
        new("a key of an unknown algorithm beside a known one", "RFC 4035 §5.2", "www.unknown-key.nord", "A", Security.Secure),
        new("keys that are no keys beside a sound one", "RFC 4035 §5.2", "www.unusable-key.nord", "A", Security.Secure),
        new("the keys are signed, but not by the one in the DS", "RFC 4035 §5.2", "www.split-missing.nord", "A", Security.Bogus),
    ];

    private static Zone Edited(string name, Func<string, string> edit) => new(name) { Records = Www, Signer = Signer.Ldns, EditedKey = edit };

    private static Zone WithForeignKeys(string name, Func<string, IEnumerable<string>> keys) =>
        new(name) { Records = Www, Signer = Signer.Ldns, ForeignKeys = keys };

    /// <summary>The key tag is a sum of 16-bit words (RFC 4034 appendix B): the same words in another order make another key with the same tag.</summary>
    private static string Swapped(string rdata, int pair)
    {
        var fields = rdata.Split(' ', 4);
        var key = Convert.FromBase64String(fields[3].Replace(" ", "", StringComparison.Ordinal));
        var first = pair * 4;
        (key[first], key[first + 1], key[first + 2], key[first + 3]) = (key[first + 2], key[first + 3], key[first], key[first + 1]);
        return $"{fields[0]} {fields[1]} {fields[2]} {Convert.ToBase64String(key)}";
    }

    /// <summary>As long as an RSA key of 2048 bits, with the usual exponent.</summary>
    private static string RandomKey() => Convert.ToBase64String([3, 1, 0, 1, .. RandomNumberGenerator.GetBytes(RsaKeyOctets - 4)]);
}
