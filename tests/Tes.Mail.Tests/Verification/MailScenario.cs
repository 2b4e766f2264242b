using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Tests.Dkim;
using Tes.Mail.Tests.Spf.Evaluation;
using Tes.Mail.Verification;

namespace Tes.Mail.Tests.Verification;

/// <summary>
/// A message, its session and the DNS behind it. As it stands joe@example.org writes, the message is signed by example.org, comes from a
/// host that its SPF record names, and p=reject. A test changes what it is about.
/// </summary>
internal sealed record MailScenario
{
    /// <summary>The message before it is signed.</summary>
    public string Text { get; init; } = TestMail.Usual;

    /// <summary>What is done to it on its way, after it was signed.</summary>
    public Func<string, string> Way { get; init; } = text => text;

    public DkimSignerOptions? Signer { get; init; } = TestMail.Options;

    public string Dmarc { get; init; } = """_dmarc.example.org. TXT "v=DMARC1; p=reject" """;

    public string Spf { get; init; } = """example.org. TXT "v=spf1 ip4:192.0.2.1 -all" """;

    public string Key { get; init; } = $"ed._domainkey.example.org. TXT \"{TestMail.Ed25519.ToRecordText()}\"";

    public string Others { get; init; } = "";

    public string Client { get; init; } = "192.0.2.1";

    public string Helo { get; init; } = "mx.example.org";

    /// <summary>Null: the session is not known.</summary>
    public string? MailFrom { get; init; } = "joe@example.org";

    public PublicSuffixList? SuffixList { get; init; }

    /// <summary>Names whose TXT questions fail, each with its fault.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Insecure { get; init; } = [];

    public ZoneResolver Resolver()
    {
        var resolver = new ZoneResolver(string.Join('\n', Dmarc, Spf, Key, Others));
        foreach ((string name, string fault) in Faults)
            resolver.Break(DomainName.Parse(name), RRType.Txt, fault);
        resolver.Insecure.UnionWith(Insecure.Select(DomainName.Parse));
        return resolver;
    }

    public MailMessage Message() => TestMail.Read(Way(Signer is null ? Text : TestMail.Sign(Text, TestMail.Ed25519, Signer)));

    public Task<MessageVerification> VerifyAsync(ZoneResolver? resolver = null) => MessageVerifier.VerifyAsync(
        resolver ?? Resolver(),
        Message(),
        new MessageVerifierOptions(TestMail.Now)
        {
            Session = MailFrom is null ? null : new SpfRequest { Client = IPAddress.Parse(Client), Helo = Helo, MailFrom = MailFrom },
            SuffixList = SuffixList,
        },
        CancellationToken.None);
}
