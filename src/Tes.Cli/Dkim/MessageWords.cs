using Tes.Mail.Messages;

namespace Tes.Cli.Dkim;

/// <summary>The words of messages in JSON and text.</summary>
internal static class MessageWords
{
    public static string Of(LineEndForm form) => form switch
    {
        LineEndForm.None => "none",
        LineEndForm.CrLf => "crlf",
        LineEndForm.Lf => "lf",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form."),
    };

    public static IEnumerable<string> Of(MessageFlaws flaws) => Enum.GetValues<MessageFlaws>()
        .Where(flaw => flaw != MessageFlaws.None && flaws.HasFlag(flaw))
        .Select(flaw => flaw switch
        {
            MessageFlaws.MalformedField => "malformed-field",
            MessageFlaws.BareCr => "bare-cr",
            MessageFlaws.BareLf => "bare-lf",
            MessageFlaws.Nul => "nul",
            MessageFlaws.HeaderNotUtf8 => "header-not-utf8",
            MessageFlaws.HeaderNotEnded => "header-not-ended",
            MessageFlaws.LongLine => "long-line",
            MessageFlaws.RepeatedField => "repeated-field",
            MessageFlaws.AmbiguousHeader => "ambiguous-header",
            _ => throw new ArgumentOutOfRangeException(nameof(flaws), flaw, "Not a flaw."),
        });
}
