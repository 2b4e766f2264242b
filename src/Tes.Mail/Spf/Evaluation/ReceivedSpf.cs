using System.Text;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>The Received-SPF header field (RFC 7208 §9.1).</summary>
public static class ReceivedSpf
{
    /// <summary>Its name.</summary>
    public const string FieldName = "Received-SPF";

    // RFC 5322 §2.1.1 has 78 characters a line; what is longer than that in one piece stays whole
    private const int LineLength = 78;

    // Own limit: RFC 5321 §4.5.3.1.3 has 256 octets for a path; a line may have 998 (RFC 5322 §2.1.1), and two of these may
    // stand in one piece. Backslashes count.
    private const int MaxValueLength = 300;

    /// <summary>The whole field, folded, without final line end; lines end with CR LF. Printable ASCII, whatever the peer wrote.</summary>
    /// <param name="evaluation">The outcome.</param>
    /// <param name="request">What it is of.</param>
    public static string Write(SpfEvaluation evaluation, SpfRequest request)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(request);
        var sender = new SpfSender(request);
        List<string> parts =
        [
            $"{FieldName}: {SpfWords.Of(evaluation.Result)}",
            .. $"({Comment(evaluation, sender)})".Split(' '),
            $"receiver={Value(request.ReceivingHost)};",
            $"client-ip={Value(sender.Address.ToString())};",
            $"envelope-from={Value(request.MailFrom)};",
            $"helo={Value(request.Helo)};",
            $"identity={SpfWords.Of(evaluation.Identity)};",
        ];
        if (evaluation.Decision is SpfDecision.Error error)
            parts.Add($"problem={Value(error.Reason)};");
        else if (evaluation.Matched is { } term)
            parts.Add($"mechanism={Value(term.Term)};");
        else if (evaluation.Result == SpfResult.Neutral)
            parts.Add("mechanism=default;");
        return Fold(parts);
    }

    private static string Comment(SpfEvaluation evaluation, SpfSender sender)
    {
        string domain = InComment(sender.Domain);
        string of = evaluation.Identity == SpfIdentity.Helo ? $"HELO name {domain}" : $"domain of {InComment(sender.LocalPart)}@{domain}";
        string says = evaluation.Result switch
        {
            SpfResult.Pass => $"designates {sender.Address} as permitted sender",
            SpfResult.Fail => $"does not designate {sender.Address} as permitted sender",
            SpfResult.SoftFail => $"probably does not designate {sender.Address} as permitted sender",
            SpfResult.Neutral => $"says nothing about {sender.Address}",
            SpfResult.None => "publishes no policy",
            SpfResult.TempError => "could not be looked up",
            SpfResult.PermError => "publishes a policy in error",
            _ => throw new ArgumentOutOfRangeException(nameof(evaluation), evaluation.Result, "Not a result."),
        };
        return $"{InComment(sender.Request.ReceivingHost)}: {of} {says}";
    }

    // RFC 5322 §3.2.2: parentheses and backslashes are quoted
    private static string InComment(string text) => Quoted(Printable(text).Replace(' ', '_'), "()\\");

    // RFC 7208 §9.1: dot-atom / quoted-string
    private static string Value(string text)
    {
        string safe = Printable(text);
        return IsDotAtom(safe) ? safe : $"\"{Quoted(safe, "\"\\")}\"";
    }

    // RFC 5322 §3.2.1: a quoted-pair, of which both halves or none are kept
    private static string Quoted(string text, string special)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            bool isSpecial = special.Contains(character, StringComparison.Ordinal);
            if (quoted.Length + (isSpecial ? 2 : 1) > MaxValueLength)
                break;
            if (isSpecial)
                quoted.Append('\\');
            quoted.Append(character);
        }

        return quoted.ToString();
    }

    private static bool IsDotAtom(string text)
    {
        // RFC 5322 §3.2.3: atext
        const string Marks = "!#$%&'*+-/=?^_`{|}~.";
        return text.Length > 0 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
            && text.All(character => char.IsAsciiLetterOrDigit(character) || Marks.Contains(character, StringComparison.Ordinal));
    }

    // No line end and no control character of a peer gets into a header.
    private static string Printable(string text) => string.Concat(text.Take(MaxValueLength).Select(character => character is >= ' ' and <= '~' ? character : '?'));

    private static string Fold(List<string> parts)
    {
        var field = new StringBuilder();
        int column = 0;
        foreach (string part in parts)
        {
            if (column == 0)
            {
                field.Append(part);
            }
            else if (column + 1 + part.Length > LineLength)
            {
                field.Append("\r\n ").Append(part);
                column = 0;
            }
            else
            {
                field.Append(' ').Append(part);
            }

            column += 1 + part.Length;
        }

        return field.ToString();
    }
}
