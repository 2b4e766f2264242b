namespace Tes.Mail.Spf;

/// <summary>The terms of a record while it is read.</summary>
internal sealed class SpfTerms
{
    public List<SpfDirective> Directives { get; } = [];

    public DomainSpec? Redirect { get; set; }

    public DomainSpec? Explanation { get; set; }

    public List<UnknownSpfModifier> UnknownModifiers { get; } = [];
}
