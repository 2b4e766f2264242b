using FsCheck;
using FsCheck.Fluent;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Tests.Records;

/// <summary>Any RDATA that fits the layout of its type, or opaque octets of a type without layout.</summary>
public sealed record ValidRdata(RRType Type, byte[] Rdata)
{
    private static readonly RRType[] Types = [.. Enum.GetValues<RRType>(), (RRType)65_280];

    public static Arbitrary<ValidRdata> Arbitrary() =>
        Gen.Elements(Types).SelectMany(type => OctetsOf(type), (type, rdata) => new ValidRdata(type, rdata)).ToArbitrary();

    public override string ToString() => $"{Type} {Convert.ToHexString(Rdata)}";

    private static Gen<byte[]> OctetsOf(RRType type) => RdataLayout.Of(type) is not { } layout
        ? Octets(0, 40)
        : Gen.CollectToArray(layout.Fields, FieldOf).Select(parts => parts.SelectMany(part => part).ToArray());

    private static Gen<byte[]> FieldOf(RdataField field) => field switch
    {
        RdataField.U8 or RdataField.Algorithm or RdataField.DigestType => Octets(1, 1),
        RdataField.U16 or RdataField.Type => Octets(2, 2),
        RdataField.U32 or RdataField.Time or RdataField.Ipv4 => Octets(4, 4),
        RdataField.Ipv6 => Octets(16, 16),
        RdataField.Name => Name(),
        RdataField.CharacterString or RdataField.Salt => Prefixed(0),
        RdataField.Hash => Prefixed(1),
        RdataField.CharacterStrings => Gen.Choose(1, 4).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), _ => Prefixed(0))).Select(Join),
        RdataField.Bitmap => Gen.Choose(0, 6).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), _ => Gen.Choose(0, ushort.MaxValue)))
            .Select(types => TypeBitmap.Of(types.Select(type => (RRType)type)).Octets.ToArray()),
        _ => Octets(0, 60),
    };

    private static Gen<byte[]> Name() => Gen.Choose(0, 4)
        .SelectMany(labels => Gen.CollectToArray(Enumerable.Range(0, labels), _ => Octets(1, 40).Select(label => (byte[])[(byte)label.Length, .. label])))
        .Select(labels => (byte[])[.. Join(labels), 0]);

    private static Gen<byte[]> Prefixed(int least) => Octets(least, 255).Select(octets => (byte[])[(byte)octets.Length, .. octets]);

    private static Gen<byte[]> Octets(int least, int most) =>
        Gen.Choose(least, most).SelectMany(length => Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(length));

    private static byte[] Join(byte[][] parts) => [.. parts.SelectMany(part => part)];
}
