using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.AuthenticationResults;

/// <summary>
/// The value of an Authentication-Results field (RFC 8601 §2.2). Anybody can write one: what it says counts only where
/// <see cref="TrustedFields"/> lets it through. All texts of one that was received are a peer's, to be escaped wherever they are shown.
/// </summary>
public sealed record AuthenticationResultsField
{
    /// <summary>Name of the field.</summary>
    public const string FieldName = "Authentication-Results";

    /// <summary>The only version there is (RFC 8601 §2.5).</summary>
    public const int CurrentVersion = 1;

    /// <summary>Longest value that is read, in characters. Own limit: RFC 5322 has none; longer ones are no work of a mail server.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Most results, properties and comments together that are read. Own limit: a field of eight signatures has some forty, and 64 KiB have room for thousands.</summary>
    public const int MaxEntries = 400;

    /// <summary>Longest method, result, ptype or property. Own limit: those registered with IANA have 13 characters at most.</summary>
    public const int MaxKeywordLength = 64;

    /// <summary>authserv-id: who says so.</summary>
    public required string AuthenticationServiceId { get; init; }

    /// <summary>authres-version; <see cref="CurrentVersion"/> where there is none.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What was found, in order; none for <c>none</c>: no method was tried.</summary>
    public IReadOnlyList<MethodResult> Results { get; init; } = [];

    /// <summary>Results, properties and comments together.</summary>
    internal int EntryCount => Results.Sum(result => 1 + result.Properties.Count + result.Comments.Count);

    /// <summary>Reads a value.</summary>
    /// <param name="value">What stands behind the colon, folded or not, in Unicode where it is internationalized (RFC 6532).</param>
    /// <param name="field">What it says.</param>
    /// <param name="failure">The first error.</param>
    public static bool TryParse(string value, [NotNullWhen(true)] out AuthenticationResultsField? field, out ParseFailure failure) =>
        AuthenticationResultsReader.TryRead(value, out field, out failure);

    /// <summary>
    /// The value to write behind the colon, folded (RFC 5322 §2.2.3): each result, and each property, on a line of its own. Nothing in it can end the
    /// field: control characters, line separators and what changes the direction of text become question marks. Texts of more than 320
    /// octets are cut and say so, which no address or domain has (RFC 5321 §4.5.3.1): no line has 998 octets (RFC 5322 §2.1.1).
    /// </summary>
    /// <exception cref="ArgumentException">A method, result, ptype or property is no keyword, or longer than <see cref="MaxKeywordLength"/>.</exception>
    public string ToFieldValue() => AuthenticationResultsWriter.Write(this);
}
