using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Mail;

/// <summary>A Postfix that sends with opportunistic DANE: the oracle for delivery.</summary>
internal sealed class SendingPostfix(StateDirectory state, Addresses addresses) : IDisposable
{
    private const string Recipient = "postmaster";

    private readonly PostfixInstance _postfix = new(state, "postfix-sending", addresses.Unbound, """
        myhostname = sender.nord
        smtp_dns_support_level = dnssec
        smtp_host_lookup = dns
        smtp_tls_security_level = dane
        smtp_tls_loglevel = 1
        """);

    private Daemon? _daemon;

    public async Task StartAsync()
    {
        _daemon = await _postfix.StartAsync($"{addresses.Submission}:25 inet n - n - - smtpd");
        await _daemon.WaitAsync(() => PostfixInstance.GreetsAsync(addresses.Submission));
    }

    /// <summary>Sends one message with the null reverse-path to each domain and waits until Postfix has sent, deferred or bounced every one.</summary>
    public async Task<IReadOnlyDictionary<string, PostfixVerdict>> SendAsync(IReadOnlyCollection<string> domains)
    {
        ObjectDisposedException.ThrowIf(_daemon is null, this);
        await Parallel.ForEachAsync(domains, async (domain, _) =>
        {
            var source = await _postfix.RunAsync("smtp-source", "-f", "<>", "-t", $"{Recipient}@{domain}", addresses.Submission);
            if (source.ExitStatus != 0)
            {
                throw new InvalidOperationException(source.ToString());
            }
        });
        IReadOnlyDictionary<string, PostfixVerdict> verdicts = new Dictionary<string, PostfixVerdict>(StringComparer.Ordinal);
        await _daemon.WaitAsync(() =>
        {
            verdicts = DeliveryLog.Read(_daemon.LogFile);
            return Task.FromResult(domains.All(verdicts.ContainsKey));
        });
        return verdicts;
    }

    /// <summary>Runs posttls-finger, the oracle for the first session with a domain's mail host.</summary>
    public Task<Command> FingerAsync(string domain) => _postfix.RunAsync("posttls-finger", "-c", "-l", "dane", "-L", "summary", domain);

    public void Dispose() => _daemon?.Dispose();
}
