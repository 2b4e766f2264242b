namespace Tes.Mail.Dmarc.Reports;

/// <summary>What SPF or DKIM said, whatever DMARC made of it (RFC 9990 §3.1.1.11 and §3.1.1.12); null where the element is missing.</summary>
public sealed record ReportedAuthentication
{
    /// <summary>domain: d= of the signature, or the domain that SPF was asked about.</summary>
    public string? Domain { get; init; }

    /// <summary>selector of the signature; null of SPF.</summary>
    public string? Selector { get; init; }

    /// <summary>scope: <c>mfrom</c>, or <c>helo</c> of older reports; null of DKIM.</summary>
    public string? Scope { get; init; }

    /// <summary>result: a word of RFC 8601 §2.7.</summary>
    public string? Result { get; init; }

    /// <summary>human_result.</summary>
    public string? HumanResult { get; init; }
}
