using System.Collections.Frozen;
using Tes.Dns.Iana;
using static Tes.Dns.Records.RdataField;

namespace Tes.Dns.Records;

/// <summary>
/// The fields of an RR type's RDATA: the one table from which reading, decompression, canonical form, presentation form
/// and zone-file input are derived. A type without a layout is opaque octets (RFC 3597).
/// </summary>
internal sealed class RdataLayout
{
    private static readonly FrozenDictionary<RRType, RdataLayout> Layouts = new Dictionary<RRType, RdataLayout>
    {
        [RRType.A] = new(Ipv4),
        [RRType.NS] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MD] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MF] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Cname] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Soa] = new(Name, Name, U32, U32, U32, U32, U32) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MB] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MG] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MR] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Ptr] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Hinfo] = new(CharacterString, CharacterString),
        [RRType.Minfo] = new(Name, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.MX] = new(U16, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Txt] = new(CharacterStrings),
        [RRType.RP] = new(Name, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Afsdb] = new(U16, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.RT] = new(U16, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Sig] = new(RdataField.Type, Algorithm, U8, U32, Time, Time, U16, Name, Base64ToEnd) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Key] = new(U16, U8, Algorithm, Base64ToEnd),
        [RRType.PX] = new(U16, Name, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Aaaa] = new(Ipv6),
        [RRType.Srv] = new(U16, U16, U16, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.Naptr] = new(U16, U16, CharacterString, CharacterString, CharacterString, Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.KX] = new(U16, Name) { LowercaseNames = true },
        [RRType.Dname] = new(Name) { MayBeCompressed = true, LowercaseNames = true },
        [RRType.DS] = new(U16, Algorithm, DigestType, HexToEnd),
        [RRType.Sshfp] = new(U8, U8, HexToEnd),
        // RFC 6840 §5.1: the signer name is lower-cased, the next name of NSEC is not.
        [RRType.Rrsig] = new(RdataField.Type, Algorithm, U8, U32, Time, Time, U16, Name, Base64ToEnd) { LowercaseNames = true },
        [RRType.Nsec] = new(Name, RdataField.Bitmap),
        [RRType.Dnskey] = new(U16, U8, Algorithm, Base64ToEnd),
        [RRType.Dhcid] = new(Base64ToEnd),
        [RRType.Nsec3] = new(U8, U8, U16, Salt, Hash, RdataField.Bitmap),
        [RRType.Nsec3Param] = new(U8, U8, U16, Salt),
        [RRType.Tlsa] = new(U8, U8, U8, HexToEnd),
        [RRType.Smimea] = new(U8, U8, U8, HexToEnd),
        [RRType.Cds] = new(U16, Algorithm, DigestType, HexToEnd),
        [RRType.Cdnskey] = new(U16, U8, Algorithm, Base64ToEnd),
        [RRType.Openpgpkey] = new(Base64ToEnd),
        [RRType.Csync] = new(U32, U16, RdataField.Bitmap),
        [RRType.Zonemd] = new(U32, U8, U8, HexToEnd),
        [RRType.Spf] = new(CharacterStrings),
        [RRType.Uri] = new(U16, U16, TextToEnd),
        [RRType.Caa] = new(U8, CharacterString, TextToEnd),
        [RRType.TA] = new(U16, Algorithm, DigestType, HexToEnd),
        [RRType.Dlv] = new(U16, Algorithm, DigestType, HexToEnd),
    }.ToFrozenDictionary();

    private RdataLayout(params RdataField[] fields)
    {
        Fields = fields;
        NameCount = fields.Count(field => field == Name);
    }

    /// <summary>The fields in wire order.</summary>
    public IReadOnlyList<RdataField> Fields { get; }

    /// <summary>How many fields are names.</summary>
    public int NameCount { get; }

    /// <summary>Whether any field is a name.</summary>
    public bool HasNames => NameCount > 0;

    /// <summary>Whether a receiver decompresses names in it (RFC 3597 §4).</summary>
    public bool MayBeCompressed { get; private init; }

    /// <summary>Whether the canonical form has its names in lower case (RFC 4034 §6.2, RFC 6840 §5.1).</summary>
    public bool LowercaseNames { get; private init; }

    /// <summary>The layout of <paramref name="type"/>, or null where its RDATA is opaque here.</summary>
    public static RdataLayout? Of(RRType type) => Layouts.GetValueOrDefault(type);
}
