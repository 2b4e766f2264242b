using System.Text;
using Tes.Cli.Dkim;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Verification;

namespace Tes.Cli.Mail;

/// <summary>A message that a user names, and what came of it.</summary>
internal sealed class MailReport
{
    /// <param name="file">The message.</param>
    /// <param name="verification">What came of it.</param>
    /// <param name="serviceId">Name of the receiver whose header field is wanted; null for none.</param>
    public MailReport(MessageFile file, MessageVerification verification, string? serviceId)
    {
        File = file;
        Verification = verification;
        Fixes = [.. MailFixes.Of(verification)];
        if (serviceId is null)
            return;
        Field = $"{AuthenticationResultsField.FieldName}: {MessageResults.Of(verification, serviceId).ToFieldValue()}";
        ForgedFields = file.Message.FieldsNamed(AuthenticationResultsField.FieldName).Count(field => TrustedFields.ClaimsToBe(Encoding.UTF8.GetString(field.Value.Span), serviceId));
    }

    public MessageFile File { get; }

    public MessageVerification Verification { get; }

    /// <summary>What the owners of the domains can mend, most helpful first. May quote a peer: escape before a terminal sees it.</summary>
    public IReadOnlyList<string> Fixes { get; }

    /// <summary>The header field of the receiver, folded with CRLF; null where none is wanted.</summary>
    public string? Field { get; }

    /// <summary>Header fields of the message that claim to be the receiver's own, which it has to remove (RFC 8601 §5).</summary>
    public int ForgedFields { get; }
}
