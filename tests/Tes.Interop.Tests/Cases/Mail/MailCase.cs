using Tes.Interop.Tests.Mail;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>
/// One recipient domain, its mail hosts, and what a DANE sender does. The domain is NAME.post.nord; each case also owns a subtree of an
/// insecure and of a bogus zone.
/// Records and domain may use {secure}, {insecure}, {bogus} (absolute names of those subtrees), {ip}, {ip2} … (the mail hosts), {ip6} (the first one), {closed} (nobody
/// listens on port 25), {lame} (a server
/// that refuses), and TLSA RDATA as {usage selector matching-type of}, where "of" is leaf, leaf2 …, intermediate, root or other.
/// </summary>
/// <param name="Name">Unique; a DNS label.</param>
/// <param name="Section">Where the rule stands.</param>
/// <param name="Delivery">What becomes of mail.</param>
/// <param name="Hosts">For each MX host in order of preference "TLSA state, then DANE state of each address", joined by "; ".</param>
internal sealed record MailCase(string Name, string Section, Delivery Delivery, string Hosts)
{
    public string Secure { get; init; } = "@ MX 10 mx\nmx A {ip}";

    public string Insecure { get; init; } = "";

    public string Bogus { get; init; } = "";

    /// <summary>More records beside those of <see cref="Secure"/>.</summary>
    public string Tlsa { get; init; } = "";

    /// <summary>Owners below the secure subtree whose TLSA signature is spoilt.</summary>
    public IReadOnlyList<string> SpoiltTlsa { get; init; } = [];

    public IReadOnlyList<MailHost> MailHosts { get; init; } = [new()];

    public string Domain { get; init; } = "{secure}";

    /// <summary>Kind and security of the MX answer.</summary>
    public string Mx { get; init; } = "mx secure";

    /// <summary>False where posttls-finger is no oracle: it stays with the first host that it reaches, so that it says nothing about several.</summary>
    public bool AskFinger { get; init; } = !Hosts.Contains(';');

    /// <summary>Postfix says something else, and the section named in docs/divergences.md makes it wrong.</summary>
    public Divergence? Divergence { get; init; }
}

/// <summary>What a sender that follows RFC 7672 opportunistically does with mail for a domain.</summary>
internal enum Delivery
{
    Verified,
    Trusted,
    Encrypted,
    Opportunistic,
    Cleartext,
    Defer,
    Bounce,
}
