using System.Text;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>Which results of a message a sealer may take for its own.</summary>
/// <param name="Results">All in one (RFC 8617 §4.1.1); null where the service says nothing that can be read.</param>
/// <param name="FieldCount">Of how many fields they are. Where they are of more than one, each counts, also one that a forger put where the service puts its own.</param>
/// <param name="UnreadableCount">Fields in the same place that claim to be of the service and cannot be read, or have another version: nothing of them is among the results.</param>
public sealed record SealedResults(AuthenticationResultsField? Results, int FieldCount, int UnreadableCount)
{
    /// <summary>
    /// The results of one service: of the topmost field that claims to be its own, and of those that stand between that and the next
    /// Received field. What stands below was there before the message came to the host that made the topmost one, and may be forged.
    /// That holds only where the border of that service removes forged fields from above, too (<see cref="TrustedFields"/>).
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="authenticationServiceId">The one identifier that is trusted; case does not count.</param>
    public static SealedResults Of(MailMessage message, string authenticationServiceId)
    {
        ArgumentNullException.ThrowIfNull(message);
        var trusted = new List<AuthenticationResultsField>();
        int claimed = 0;
        foreach (HeaderField field in message.Fields)
        {
            if (claimed > 0 && field.Is("Received"))
                break;
            if (!field.Is(AuthenticationResultsField.FieldName))
                continue;
            string value = Encoding.UTF8.GetString(field.Value.Span);
            if (!TrustedFields.ClaimsToBe(value, authenticationServiceId))
                continue;
            // Also one that cannot be read is of the host that put it there, and shows what is older than its work.
            claimed++;
            trusted.AddRange(TrustedFields.Select([value], authenticationServiceId));
        }

        AuthenticationResultsField? results = trusted.Count == 0 ? null : trusted[0] with { Results = [.. trusted.SelectMany(one => one.Results)] };
        return new SealedResults(results, trusted.Count, claimed - trusted.Count);
    }
}
