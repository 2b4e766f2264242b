using System.Text;
using Tes.Dns;

namespace Tes.Fuzz.Targets;

/// <summary>Domain names in both forms: each form reads back as the same name, and order and equality agree.</summary>
internal static class NameTargets
{
    private static readonly DomainName Origin = DomainName.Parse("origin.example.");

    /// <summary>The octets are names one after the other.</summary>
    public static void CheckWire(ReadOnlySpan<byte> octets)
    {
        DomainName previous = Origin;
        while (DomainName.TryReadUncompressed(octets, out DomainName? name, out int length))
        {
            Property.Holds(name.Wire.SequenceEqual(octets[..length]), "a name keeps its octets");
            CheckForms(name);
            CheckOrder(previous, name);
            CheckFamily(previous, name);
            previous = name;
            octets = octets[length..];
        }
    }

    /// <summary>The octets are UTF-8 text, a name without its final dot taken to be relative.</summary>
    public static void CheckText(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        if (!DomainName.TryParse(text, Origin, out DomainName? name, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, text.Length);
            return;
        }

        CheckForms(name);
        CheckFamily(Origin, name);
        Property.Holds(
            DomainName.TryParse(text, out DomainName? absolute, out _) && (absolute == name || name.IsBelow(Origin)),
            "a name is the same with every origin, or below it");
    }

    private static void CheckForms(DomainName name)
    {
        Property.Holds(name.Wire.Length <= DomainName.MaxWireLength, "a name has at most 255 octets");
        string text = name.ToString();
        Property.IsShowable(text);
        Property.Holds(DomainName.TryParse(text, Origin, out DomainName? parsed, out _) && parsed.Wire.SequenceEqual(name.Wire), "a name is what its text says");
        Property.Holds(DomainName.TryParse(name.ToDisplayString(), out parsed, out _) && parsed == name, "the final dot may be left out");
        Property.Holds(DomainName.TryReadUncompressed(name.ToCanonicalWire(), out DomainName? lower, out int length) && lower == name && length == name.Wire.Length, "the canonical form is an equal name");
        Property.Holds(lower!.GetHashCode() == name.GetHashCode(), "equal names have equal hash codes");
    }

    // RFC 4034 §6.1
    private static void CheckOrder(DomainName left, DomainName right)
    {
        int order = left.CompareTo(right);
        Property.Holds(Math.Sign(order) == -Math.Sign(right.CompareTo(left)), "the order is antisymmetric");
        Property.Holds((order == 0) == left.Equals(right), "names that are equal are in the same place");
        Property.Holds(!right.IsBelow(left) || order < 0, "a name stands before those below it");
    }

    private static void CheckFamily(DomainName left, DomainName right)
    {
        DomainName common = left.CommonAncestor(right);
        Property.Holds(left.IsAtOrBelow(common) && right.IsAtOrBelow(common) && common == right.CommonAncestor(left), "the common ancestor is above both");
        for (DomainName above = right; ; above = above.Parent)
        {
            Property.Holds(right.IsAtOrBelow(above) && above.LabelCount <= right.LabelCount, "a name is below its ancestors");
            if (above.IsRoot)
                break;
            Property.Holds(above.Parent.TryPrepend(above.FirstLabel, out DomainName? again) && again.Wire.SequenceEqual(above.Wire), "a name is its first label and its parent");
        }

        Property.Holds(
            !right.TryReplaceSuffix(common, left, out DomainName? moved) || moved.IsBelow(left),
            "a name with another suffix is below that (RFC 6672 §2.2)");
    }
}
