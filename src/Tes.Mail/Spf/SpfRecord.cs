using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.Spf;

/// <summary>A syntactically valid SPF record (RFC 7208 §4.6).</summary>
public sealed class SpfRecord
{
    internal SpfRecord(string text, SpfTerms terms)
    {
        Text = text;
        Directives = terms.Directives;
        Redirect = terms.Redirect;
        Explanation = terms.Explanation;
        UnknownModifiers = terms.UnknownModifiers;
        int all = terms.Directives.FindIndex(directive => directive.Mechanism is SpfMechanism.All);
        AllQualifier = all < 0 ? null : terms.Directives[all].Qualifier;
        // RFC 7208 §5.1: what follows "all" is never evaluated, and redirect is ignored beside it
        int evaluated = all < 0 ? terms.Directives.Count : all;
        DirectLookups = terms.Directives.Take(evaluated).Count(directive => directive.Mechanism.Cost == SpfLookupCost.CountsAsLookup)
            + (all < 0 && terms.Redirect is not null ? 1 : 0);
    }

    /// <summary>The record as published: printable ASCII and spaces.</summary>
    public string Text { get; }

    /// <summary>The directives in the order of evaluation.</summary>
    public IReadOnlyList<SpfDirective> Directives { get; }

    /// <summary>The domain whose record is used when nothing matches (RFC 7208 §6.1); null where there is none. Ignored beside <c>all</c>.</summary>
    public DomainSpec? Redirect { get; }

    /// <summary>Where the explanation of a fail is published (RFC 7208 §6.2); null where it is not.</summary>
    public DomainSpec? Explanation { get; }

    /// <summary>Modifiers that are not known.</summary>
    public IReadOnlyList<UnknownSpfModifier> UnknownModifiers { get; }

    /// <summary>The qualifier of <c>all</c>; null where there is none, so that redirect decides, or else the result is neutral (RFC 7208 §4.7).</summary>
    public SpfQualifier? AllQualifier { get; }

    /// <summary>How many terms of this record can ask the DNS, those of included records not counted (RFC 7208 §4.6.4).</summary>
    public int DirectLookups { get; }

    /// <summary>Whether this record alone exceeds <see cref="SpfLimits.MaxLookupTerms"/>: some senders then get a permerror.</summary>
    public bool ExceedsLookupLimit => DirectLookups > SpfLimits.MaxLookupTerms;

    /// <summary>Whether a TXT record is an SPF record at all: a version section of exactly <c>v=spf1</c> (RFC 7208 §4.5).</summary>
    public static bool HasVersion(string text) => SpfRecordText.HasVersion(text);

    /// <summary>Reads a record. Every syntax error anywhere in it is found (RFC 7208 §4.6).</summary>
    /// <param name="text">The strings of the TXT record joined without separator, one character an octet.</param>
    /// <param name="record">The record.</param>
    /// <param name="failure">The first error.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record, out ParseFailure failure) =>
        SpfRecordText.TryParse(text, out record, out failure);
}
