using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>Whether cleartext follows the reply to STARTTLS.</summary>
internal sealed class StartTlsInjectionCheck : ICheck
{
    public CheckTag Tag => CheckTag.StartTlsInjection;

    public IEnumerable<Finding> Run(DomainFacts facts) => facts.Addresses
        .Where(pair => StartTlsCheck.IsInjection(pair.Address.Probe))
        .Select(pair => Finding.Fail(
            Tag, Severity.Critical, Subject.Of(pair.Host, pair.Address),
            "cleartext follows the reply to STARTTLS: the server, or someone on the path, puts replies in front of the encrypted session",
            "RFC 3207 §4.2 and CVE-2011-0411: what is read before the handshake must not count after it; careful senders break off",
            "update the server, or whatever sits in front of it"));
}
