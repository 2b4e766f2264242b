using System.Globalization;
using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Many types, unusual names, the root, and answers that do not fit into a datagram.</summary>
internal static class NameAndTypeCases
{
    private const int ManyRecords = 60;

    private static readonly string DeepName = string.Join('.', Enumerable.Repeat("d", 100));
    private static readonly string LongLabel = new('l', 63);

    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("types.nord.")
        {
            Records = $"""
                @ MX 10 mx
                @ TXT "v=spf1 -all" "second string"
                @ CAA 0 issue "ca.nord"
                mx A 192.0.2.1
                mx AAAA 2001:db8::1
                _25._tcp.mx TLSA 3 1 1 {Digest(0)}
                host SSHFP 4 2 {Digest(1)}
                _sip._tcp SRV 0 0 5060 mx
                unknown TYPE65280 \# 4 01020304
                MiXeD A 192.0.2.2
                {DeepName} A 192.0.2.3
                {LongLabel}.{LongLabel}.{LongLabel} A 192.0.2.4
                dot\.in.label A 192.0.2.5
                space\032and\255 A 192.0.2.6
                _25._tcp.many TYPE65281 \# 0
                {Many("_25._tcp.big", index => $"TLSA 3 1 1 {Digest(index)}")}
                {Many("huge", index => $"TXT \"{new string((char)('a' + (index % 26)), 200)}{index}\"")}
                """,
        },
        new("big-keys.nord.") { Records = "www A 192.0.2.7", Algorithm = Algorithm.RsaSha512, RsaBits = 3072, Keys = KeyLayout.Split },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        Type("MX", "types.nord"),
        Type("TXT", "types.nord"),
        Type("CAA", "types.nord"),
        Type("AAAA", "mx.types.nord"),
        Type("TLSA", "_25._tcp.mx.types.nord"),
        Type("SSHFP", "host.types.nord"),
        Type("SRV", "_sip._tcp.types.nord"),
        Type("SOA", "types.nord"),
        Type("NS", "types.nord"),
        Type("DNSKEY", "types.nord"),
        Type("DS", "types.nord"),
        Type("NSEC", "types.nord"),
        Type("NSEC3PARAM", "denial-salted.west"),
        new("type TYPE65280, unknown to everybody", "RFC 3597 §7", "unknown.types.nord", "TYPE65280", Security.Secure),
        new("empty RDATA", "RFC 3597 §5", "_25._tcp.many.types.nord", "TYPE65281", Security.Secure),
        new("letter case of the question", "RFC 4343 §4.1", "mIxEd.TYPES.nOrD", "A", Security.Secure),
        new("a name of a hundred labels", "RFC 1035 §2.3.4", $"{DeepName}.types.nord", "A", Security.Secure),
        new("an absent name of a hundred labels", "RFC 4035 §5.4", $"{DeepName[2..]}.x.types.nord", "A", Security.Secure),
        new("labels of 63 octets", "RFC 1035 §2.3.4", $"{LongLabel}.{LongLabel}.{LongLabel}.types.nord", "A", Security.Secure),
        new("a dot within a label", "RFC 1035 §5.1", @"dot\.in.label.types.nord", "A", Security.Secure),
        new("octets that are no letters", "RFC 1035 §5.1", @"space\032and\255.types.nord", "A", Security.Secure),
        new("60 TLSA records, over TCP", "RFC 7766 §5", "_25._tcp.big.types.nord", "TLSA", Security.Secure),
        new("60 TXT records, over TCP", "RFC 7766 §5", "huge.types.nord", "TXT", Security.Secure),
        new("DNSKEY that does not fit into a datagram", "RFC 7766 §5", "www.big-keys.nord", "A", Security.Secure),
        new("NS of the root", "RFC 4035 §5.3", ".", "NS", Security.Secure),
        new("DNSKEY of the root", "RFC 4035 §5", ".", "DNSKEY", Security.Secure),
        new("MX of the root", "RFC 4035 §5.4", ".", "MX", Security.Secure),
        new("a top-level domain", "RFC 4035 §5.3", "nord", "SOA", Security.Secure),
        new("a top-level domain that does not exist", "RFC 4035 §5.4", "ost", "A", Security.Secure),
        new("a name below a top-level domain that does not exist", "RFC 4035 §5.4", "www.domain.ost", "A", Security.Secure),
    ];

    private static DnssecCase Type(string type, string name) => new($"type {type}", "RFC 4035 §5.3", name, type, Security.Secure);

    private static string Many(string owner, Func<int, string> rdata) =>
        string.Join('\n', Enumerable.Range(0, ManyRecords).Select(index => $"{owner} {rdata(index)}"));

    private static string Digest(int number) => number.ToString("X64", CultureInfo.InvariantCulture);
}
