namespace Tes.Interop.Tests.Mail;

/// <summary>One smtpd on an address of its own.</summary>
internal sealed record MailHost
{
    /// <summary>None: no STARTTLS.</summary>
    public IReadOnlyList<Credentials> Credentials { get; init; } = [Mail.Credentials.SelfSigned];

    /// <summary>Used only when the client names <see cref="SniName"/>.</summary>
    public Credentials? SniCredentials { get; init; }

    /// <summary>Relative to the case's secure zone.</summary>
    public string SniName { get; init; } = "mx";

    /// <summary>Whether it listens on an IPv6 address too.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>Postfix parameters that only this service has, "name = value".</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public static MailHost WithoutTls { get; } = new() { Credentials = [], Options = ["smtpd_tls_security_level = none"] };

    /// <summary>Offers STARTTLS and then has no cipher suite to agree on.</summary>
    public static MailHost FailingHandshake { get; } = new()
    {
        Options = ["smtpd_tls_protocols = TLSv1.2", "smtpd_tls_ciphers = high", "tls_high_cipherlist = PSK"],
    };

    /// <summary>Has no certificate: only anonymous cipher suites.</summary>
    public static MailHost Anonymous { get; } = new() { Credentials = [], Options = ["smtpd_tls_cert_file = none"] };

    /// <summary>Offers STARTTLS and answers it with 454.</summary>
    public static MailHost RefusingStartTls { get; } = new() { Options = ["smtpd_tls_protocols = none-of-them"] };

    public static MailHost With(params Credentials[] credentials) => new() { Credentials = credentials };

    public static MailHost OnlyTls(string version, Credentials credentials) => new()
    {
        Credentials = [credentials],
        Options = [$"smtpd_tls_protocols = {version}"],
    };
}
