using System.Text;
using Tes.Dns;
using Tes.Mail.Dmarc;

namespace Tes.Fuzz.Targets;

/// <summary>Lists of public suffixes: an Organizational Domain is its name's ancestor and its own.</summary>
internal static class PublicSuffixListTarget
{
    private static readonly DomainName[] Names = [.. new[] { ".", "com", "example.com", "a.b.c.city.ck", "www.ck", "xn--gmqw5a.hk" }.Select(DomainName.Parse)];

    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!PublicSuffixList.TryRead(Encoding.UTF8.GetString(octets), out PublicSuffixList? list, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        foreach (DomainName name in Names)
        {
            DomainName? organizational = list.OrganizationalDomainOf(name);
            DomainName? suffix = list.PublicSuffixOf(name);
            Property.Holds(suffix is not null || name.IsRoot, "every name but the root has a public suffix");
            Property.Holds(organizational is null || (name.IsAtOrBelow(organizational) && organizational.Parent == suffix), "an Organizational Domain is one label below the public suffix");
        }
    }
}
