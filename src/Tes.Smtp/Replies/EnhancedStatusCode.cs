using System.Globalization;
using System.Runtime.InteropServices;

namespace Tes.Smtp;

/// <summary>class.subject.detail, such as 5.7.1 (RFC 3463 §2).</summary>
/// <param name="Class">2, 4 or 5.</param>
/// <param name="Subject">0 to 999.</param>
/// <param name="Detail">0 to 999.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    // RFC 3463 §2: subject and detail have one to three digits
    private const int MaxDigits = 3;

    /// <summary>Reads the code with which the text of a reply line begins (RFC 2034 §4).</summary>
    /// <param name="text">The text after the reply code and its separator.</param>
    /// <param name="code">The code, when there is one.</param>
    /// <returns>False when the text does not begin with a status code that is followed by a space or by nothing.</returns>
    public static bool TryReadPrefix(ReadOnlySpan<char> text, out EnhancedStatusCode code)
    {
        code = default;
        if (text.Length < 2 || text[0] is not ('2' or '4' or '5') || text[1] != '.') return false;
        var statusClass = text[0] - '0';
        text = text[2..];
        if (!TryReadNumber(ref text, out var subject) || text.IsEmpty || text[0] != '.') return false;
        text = text[1..];
        if (!TryReadNumber(ref text, out var detail)) return false;
        if (!text.IsEmpty && text[0] != ' ') return false;
        code = new EnhancedStatusCode(statusClass, subject, detail);
        return true;
    }

    /// <summary>The code as it is written in a reply.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryReadNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var digits = 0;
        number = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            if (digits == MaxDigits) return false;
            number = number * 10 + (text[digits] - '0');
            digits++;
        }
        text = text[digits..];
        return digits > 0;
    }
}
