using System.Buffers.Binary;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Fuzz.Targets;

/// <summary>RDATA of every type in both forms. The first two octets of the input are the type.</summary>
internal static class RdataTargets
{
    private static readonly DomainName Origin = DomainName.Parse("origin.example.");

    /// <summary>Wire format to presentation form and back.</summary>
    public static void CheckWire(ReadOnlySpan<byte> octets)
    {
        if (!TryTakeType(ref octets, out RRType type) || octets.Length > ushort.MaxValue)
            return;
        string text = RdataText.Format(type, octets);
        Property.IsShowable(text.Length == 0 ? "-" : text);
        bool parsed = RdataText.TryParse(type, text, Origin, out byte[]? again, out _);
        Property.Holds(parsed == RdataWire.IsValid(type, octets), "RDATA is read from text exactly when it fits its type");
        Property.Holds(!parsed || octets.SequenceEqual(again), "presentation form reads back as the same octets");
        if (parsed)
            CheckViews(type, again!);
    }

    /// <summary>Presentation form to wire format and back.</summary>
    public static void CheckText(ReadOnlySpan<byte> octets)
    {
        if (!TryTakeType(ref octets, out RRType type))
            return;
        string text = Encoding.UTF8.GetString(octets);
        if (!RdataText.TryParse(type, text, Origin, out byte[]? rdata, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, text.Length);
            return;
        }

        Property.Holds(RdataWire.IsValid(type, rdata), "what is read fits its type");
        Property.Holds(rdata.Length <= ushort.MaxValue, "RDATA has at most 65,535 octets");
        string written = RdataText.Format(type, rdata);
        Property.Holds(
            RdataText.TryParse(type, written, DomainName.Root, out byte[]? again, out _) && rdata.AsSpan().SequenceEqual(again),
            "presentation form reads back as the same octets");
        CheckViews(type, rdata);
    }

    private static bool TryTakeType(ref ReadOnlySpan<byte> octets, out RRType type)
    {
        bool taken = BinaryPrimitives.TryReadUInt16BigEndian(octets, out ushort number);
        type = (RRType)number;
        if (taken)
            octets = octets[2..];
        return taken;
    }

    // The canonical form and the typed views take whatever fits the layout.
    private static void CheckViews(RRType type, byte[] rdata)
    {
        ReadOnlyMemory<byte> canonical = RdataWire.ToCanonical(type, rdata);
        Property.Holds(canonical.Length == rdata.Length && RdataWire.IsValid(type, canonical.Span), "the canonical form fits the type");
        bool viewed = type switch
        {
            RRType.A => ARdata.TryRead(rdata, out _),
            RRType.Aaaa => AaaaRdata.TryRead(rdata, out _),
            RRType.Cname => CnameRdata.TryRead(rdata, out _),
            RRType.Dname => DnameRdata.TryRead(rdata, out _),
            RRType.Dnskey => DnskeyRdata.TryRead(rdata, out _),
            RRType.DS => DsRdata.TryRead(rdata, out _),
            RRType.MX => MxRdata.TryRead(rdata, out _),
            RRType.NS => NsRdata.TryRead(rdata, out _),
            RRType.Nsec => NsecRdata.TryRead(rdata, out NsecRdata? nsec) && nsec.Types.Types.All(nsec.Types.Contains),
            RRType.Nsec3 => Nsec3Rdata.TryRead(rdata, out Nsec3Rdata? nsec3) && nsec3.Types.Types.All(nsec3.Types.Contains),
            RRType.Nsec3Param => Nsec3ParamRdata.TryRead(rdata, out _),
            RRType.Rrsig => RrsigRdata.TryRead(rdata, out _),
            RRType.Soa => SoaRdata.TryRead(rdata, out _),
            RRType.Tlsa => TlsaRdata.TryRead(rdata, out TlsaRdata? tlsa) && tlsa.ToRdata().AsSpan().SequenceEqual(rdata),
            RRType.Txt => TxtRdata.TryRead(rdata, out TxtRdata? txt) && txt.JoinedText().Length < rdata.Length,
            _ => true,
        };
        Property.Holds(viewed, "RDATA that fits its type has its typed view");
    }
}
