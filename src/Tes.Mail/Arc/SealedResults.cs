using System.Text;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>Which results of a message a sealer may take for its own.</summary>
public static class SealedResults
{
    private const string FieldName = "Authentication-Results";

    /// <summary>
    /// The results of one service, all in one (RFC 8617 §4.1.1): of its topmost field, and of those that stand between that and the next
    /// Received field. What stands below was there before the message came to the host that made the topmost one, and may be forged.
    /// That holds only where the border of that service removes forged fields from above, too (<see cref="TrustedFields"/>).
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="authenticationServiceId">The one identifier that is trusted; case does not count.</param>
    /// <returns>Null where the service says nothing.</returns>
    public static AuthenticationResultsField? Of(MailMessage message, string authenticationServiceId)
    {
        ArgumentNullException.ThrowIfNull(message);
        var trusted = new List<AuthenticationResultsField>();
        foreach (HeaderField field in message.Fields)
        {
            if (trusted.Count > 0 && field.Is("Received"))
                break;
            if (field.Is(FieldName))
                trusted.AddRange(TrustedFields.Select([Encoding.UTF8.GetString(field.Value.Span)], authenticationServiceId));
        }

        return trusted.Count == 0 ? null : trusted[0] with { Results = [.. trusted.SelectMany(one => one.Results)] };
    }
}
