using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Summarises the message that a report is about.</summary>
internal static class ReportedMessageReader
{
    /// <returns>Null where its header section is longer than the limit.</returns>
    public static ReportedMessage? Read(ReadOnlyMemory<byte> octets, bool isWhole)
    {
        if (!MailMessage.TryRead(octets, out MailMessage? message, out ParseFailure _))
            return null;
        return new ReportedMessage
        {
            IsWhole = isWhole,
            From = First(message, "From"),
            AuthorDomains = AuthorAddresses.Of(message).Match<IReadOnlyList<DomainName>>(
                read => [.. read.Mailboxes.Select(mailbox => mailbox.Domain).OfType<DomainName>().Distinct()],
                _ => [],
                _ => []),
            To = First(message, "To"),
            Subject = First(message, "Subject"),
            Date = First(message, "Date"),
            MessageId = First(message, "Message-ID"),
            ListId = First(message, "List-Id"),
            ReceivedFields = message.FieldsNamed("Received").Count(),
            Signatures = [.. message.FieldsNamed("DKIM-Signature").Take(DkimLimits.MaxSignatures).Select(SignatureOf)],
        };
    }

    private static (string? Domain, string? Selector) SignatureOf(HeaderField field) =>
        TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure _) ? (tags.Value("d"), tags.Value("s")) : (null, null);

    private static string? First(MailMessage message, string name) =>
        message.FieldsNamed(name).FirstOrDefault() is { } field ? FieldText.Unfold(field.Value.Span) : null;
}
