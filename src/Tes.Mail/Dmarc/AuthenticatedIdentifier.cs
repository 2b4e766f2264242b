using Tes.Dns;

namespace Tes.Mail.Dmarc;

/// <summary>A domain that SPF or DKIM was asked about (RFC 9989 §5.3.3).</summary>
/// <param name="Mechanism">Which of the two.</param>
/// <param name="Domain">The domain: that of the MAIL FROM identity, or d= of one signature.</param>
/// <param name="Authentication">What it said.</param>
public sealed record AuthenticatedIdentifier(AuthenticationMechanism Mechanism, DomainName Domain, IdentifierAuthentication Authentication);
