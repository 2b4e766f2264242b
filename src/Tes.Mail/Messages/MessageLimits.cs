namespace Tes.Mail.Messages;

/// <summary>Limits on messages. There is none on the body: it is never copied.</summary>
public static class MessageLimits
{
    /// <summary>Most octets of a header section. Own limit: what Exim takes (header_maxsize); Postfix and OpenDKIM take less.</summary>
    public const int MaxHeaderOctets = 1024 * 1024;

    /// <summary>Most octets of a line without its CRLF (RFC 5322 §2.1.1); longer lines are read and told.</summary>
    public const int MaxLineOctets = 998;

    /// <summary>Most author addresses of a message. Own limit: mail of more authors is nobody's.</summary>
    public const int MaxAuthors = 100;

    /// <summary>Deepest nesting of comments in an address field. Own limit: people nest one or two.</summary>
    public const int MaxCommentDepth = 50;
}
