using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tes.Dns;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>
/// An ARC-Authentication-Results field (RFC 8617 §4.1.1): what a hop found. It is worth as much as the word of the domain that sealed
/// it, and nothing where the chain does not pass. Texts are a peer's: to be escaped wherever they are shown.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Instance">i=: 1 to <see cref="ArcLimits.MaxSets"/>.</param>
/// <param name="Results">What the hop says; null where it cannot be read, which does not break the chain (RFC 8617 §3.4).</param>
/// <param name="Failure">Why it cannot, in characters of the value; null where it can.</param>
public sealed record ArcAuthenticationResults(HeaderField Field, int Instance, AuthenticationResultsField? Results, ParseFailure? Failure)
{
    /// <summary>Reads a field of this name.</summary>
    /// <param name="field">The field.</param>
    /// <param name="results">What it says.</param>
    /// <param name="failure">Why it has no instance, in characters of the value.</param>
    public static bool TryParse(HeaderField field, [NotNullWhen(true)] out ArcAuthenticationResults? results, out ParseFailure failure)
    {
        ArgumentNullException.ThrowIfNull(field);
        results = null;
        string value = Encoding.UTF8.GetString(field.Value.Span);
        if (!AuthenticationResultsReader.TryReadInstance(value, out int instance, out int next, out failure))
            return false;
        if (instance is < 1 or > ArcLimits.MaxSets)
        {
            failure = new ParseFailure(0, $"an instance that is not 1 to {ArcLimits.MaxSets}");
            return false;
        }

        results = AuthenticationResultsField.TryParse(value[next..], out AuthenticationResultsField? said, out ParseFailure detail)
            ? new ArcAuthenticationResults(field, instance, said, null)
            : new ArcAuthenticationResults(field, instance, null, new ParseFailure(next + detail.Offset, detail.Reason));
        return true;
    }
}
