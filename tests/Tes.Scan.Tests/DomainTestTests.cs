using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Tests.Checks;
using Xunit;

namespace Tes.Scan.Tests;

public sealed class DomainTestTests
{
    private const string Trouble = "the resolver does not answer";

    [Theory]
    [InlineData("example.test")]
    [InlineData("_dmarc.example.test")]
    [InlineData("_mta-sts.example.test")]
    [InlineData("_smtp._tls.example.test")]
    public async Task A_look_up_that_fails_last_raises_doubts_about_the_resolver_like_any_other(string name)
    {
        Assert.True(MailDomain.TryParse("example.test", out MailDomain? domain, out _));
        var resolver = new LastResolver(DomainName.Parse(name), new TableResolver("example.test. MX 10 mx.example.test.\n", (_, _) => SecurityStatus.Secure) { Fails = (_, _) => false });
        var test = new DomainTest(
            resolver,
            (_, _, _, _) => throw new InvalidOperationException("There is no address."),
            new DomainTestOptions { Time = Situation.Now, LooksUpPolicies = true },
            TimeProvider.System,
            _ => Task.FromResult<string?>(Trouble));
        Task<DomainReport> running = test.RunAsync(domain, TestContext.Current.CancellationToken);
        // All else is answered at once, so that nothing but this is left.
        Assert.False(running.IsCompleted);
        resolver.Fail();
        Assert.Equal(Trouble, (await running).Facts.ResolverTrouble);
    }

    /// <summary>Keeps silent about TXT at one name until it fails.</summary>
    private sealed class LastResolver(DomainName silentAt, IResolver inner) : IResolver
    {
        private readonly TaskCompletionSource<Answer> _last = new();

        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) =>
            name == silentAt && type == RRType.Txt ? new ValueTask<Answer>(_last.Task) : inner.ResolveAsync(name, type, cancellationToken);

        public void Fail()
        {
            var question = new Question(silentAt, RRType.Txt);
            _last.SetResult(new Answer.Failed(question, [], silentAt, new LookupFailure(LookupFailureKind.Timeout, question, "no answer"), ValidationTrace.Empty));
        }
    }
}
