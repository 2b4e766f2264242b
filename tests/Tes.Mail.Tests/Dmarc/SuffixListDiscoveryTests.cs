using Tes.Dns;
using Tes.Mail.Dmarc;
using Xunit;

namespace Tes.Mail.Tests.Dmarc;

public sealed class SuffixListDiscoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail.example.com", "_dmarc.example.com", "v=DMARC1; p=reject; sp=none", "example.com None", true)]
    [InlineData("example.com", "_dmarc.example.com", "v=DMARC1; p=reject", "example.com Reject", true)]
    [InlineData("mail.example.com", "_dmarc.mail.example.com", "v=DMARC1; p=reject", "mail.example.com Reject", false)]
    [InlineData("no.example.com", "_dmarc.example.com", "v=DMARC1; p=none; np=reject", "example.com None", false)]
    [InlineData("example.com", "_dmarc.com", "v=DMARC1; p=reject; psd=y", " ", false)]
    [InlineData("a.b.example.com", "_dmarc.b.example.com", "v=DMARC1; p=reject", " ", false)]
    [InlineData("mail.example.com", "example.com", "v=DMARC1; p=reject", " ", true)]
    public async Task Both_ways_are_compared(string domain, string owner, string record, string found, bool agrees)
    {
        Assert.True(PublicSuffixList.TryRead("com", out PublicSuffixList? list, out _));
        var resolver = new ScriptedResolver { Texts = new Dictionary<string, string[]>(StringComparer.Ordinal) { [owner] = [record] } };
        DomainName name = DomainName.Parse(domain);

        SuffixListDiscovery discovery = await SuffixListDiscovery.FindAsync(resolver, list, name, Cancellation);

        Assert.Equal(found, $"{discovery.RecordDomain?.ToDisplayString()} {discovery.Policy}");
        Assert.InRange(discovery.Steps.Count, 1, 2);
        Assert.Equal(agrees, discovery.AgreesWith(await DmarcPolicyDiscovery.FindAsync(resolver, name, Cancellation)));
    }

    [Fact]
    public async Task What_is_not_known_agrees_with_nothing()
    {
        Assert.True(PublicSuffixList.TryRead("com", out PublicSuffixList? list, out _));
        var resolver = new ScriptedResolver { Fails = ["_dmarc.example.com"] };
        DomainName name = DomainName.Parse("example.com");

        SuffixListDiscovery discovery = await SuffixListDiscovery.FindAsync(resolver, list, name, Cancellation);

        Assert.Equal("example.com", discovery.Undetermined?.Domain.ToDisplayString());
        Assert.Null(discovery.AgreesWith(await DmarcPolicyDiscovery.FindAsync(resolver, name, Cancellation)));
    }
}
