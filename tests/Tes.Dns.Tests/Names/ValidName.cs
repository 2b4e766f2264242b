using FsCheck;
using FsCheck.Fluent;

namespace Tes.Dns.Tests.Names;

/// <summary>Any name that RFC 1035 allows, of few octets to choose from so that names often share labels.</summary>
public sealed record ValidName(DomainName Name)
{
    private static readonly byte[] Octets = [(byte)'a', (byte)'A', (byte)'b', (byte)'*', (byte)'.', (byte)'\\', 0, 0x20, 0x5a, 0x7f, 0xff];

    public static Arbitrary<ValidName> Arbitrary() => Generator.ToArbitrary();

    public static Gen<ValidName> Generator { get; } =
        Gen.Choose(0, 6).SelectMany(labels => Gen.CollectToArray(Enumerable.Range(0, labels), _ => Label())).Select(Join);

    public override string ToString() => Name.ToString();

    private static Gen<byte[]> Label() =>
        Gen.Frequency((9, Gen.Choose(1, 3)), (1, Gen.Choose(1, 63))).SelectMany(length => Gen.Elements(Octets).ArrayOf(length));

    private static ValidName Join(byte[][] labels)
    {
        DomainName name = DomainName.Root;
        foreach (byte[] label in labels)
        {
            if (name.TryPrepend(label, out DomainName? longer))
                name = longer;
        }

        return new ValidName(name);
    }
}
