using System.Net;

namespace Tes.Mail.Spf.Inspection;

/// <summary>A step of a policy without names: a network, a term that depends on the mail, or all.</summary>
/// <param name="Qualifier">The result where it matches.</param>
/// <param name="Network">The network; null for others.</param>
/// <param name="Kept">The term that depends on the mail, without qualifier; null for others.</param>
internal readonly record struct FlatTerm(SpfQualifier Qualifier, IPNetwork? Network, string? Kept)
{
    public bool IsAll => Network is null && Kept is null;
}
