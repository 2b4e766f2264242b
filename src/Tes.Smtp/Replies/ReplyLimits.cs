namespace Tes.Smtp;

/// <summary>How much a server may say in one reply before it counts as hostile or broken.</summary>
public static class ReplyLimits
{
    /// <summary>What a conforming line has at most, in octets with its CRLF (RFC 5321 §4.5.3.1.5). Longer lines are a quirk.</summary>
    public const int ConformingLineLength = 512;

    /// <summary>Octets of one line, with its line end. Four times the RFC's; Postfix reads the same as its line_length_limit.</summary>
    public const int LineLength = 2048;

    /// <summary>Lines of one reply. The longest EHLO replies seen have about 40; banners of providers about 10.</summary>
    public const int Lines = 128;

    /// <summary>Octets of one whole reply, with line ends.</summary>
    public const int ReplyLength = 32 * 1024;
}
