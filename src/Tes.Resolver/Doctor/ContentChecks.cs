using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>Whether keys, signatures, denials, unknown types and DS records arrive as their zone made them (RFC 8027 §3.1.4 to §3.1.12).</summary>
internal sealed class ContentChecks(IPathExchange exchange, TrustAnchor anchor, PathDoctorOptions options, DateTimeOffset now)
{
    // RFC 6895 §3.1: private use, so that no server knows it.
    private const RRType UnknownType = (RRType)65_280;

    private readonly List<PathCheck> _checks = [];

    public IReadOnlyList<PathCheck> Checks => _checks;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AnchorZone? zone = await CheckKeysAsync(cancellationToken).ConfigureAwait(false);
        if (zone is null)
        {
            foreach (string tag in new[] { "denial", "unknown-type", "ds" })
                Add(tag, PathCheckOutcome.NotDone, "cannot be told without validated keys");
        }
        else
        {
            DomainName? delegation = await CheckDenialAsync(zone, cancellationToken).ConfigureAwait(false);
            await CheckUnknownTypeAsync(zone, cancellationToken).ConfigureAwait(false);
            await CheckDelegationSignerAsync(zone, delegation, cancellationToken).ConfigureAwait(false);
        }

        await CheckBogusNameAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AnchorZone?> CheckKeysAsync(CancellationToken cancellationToken)
    {
        (Message? reply, PathCheckOutcome outcome, string problem) = await AskAsync(anchor.Owner, RRType.Dnskey, cancellationToken).ConfigureAwait(false);
        RRset? keySet = reply is null ? null : RRset.Group(reply.Answers).FirstOrDefault(rrset => rrset.Type == RRType.Dnskey && rrset.Owner == anchor.Owner);
        if (keySet is null)
        {
            Add("dnskey", reply is null ? outcome : PathCheckOutcome.Failed, reply is null ? problem : $"returns no DNSKEY for {anchor.Owner}");
            return null;
        }

        if (keySet.Signatures.Count == 0)
        {
            Add("dnskey", PathCheckOutcome.Failed, "returns DNSKEYs without their RRSIGs");
            return null;
        }

        DnskeyRdata[] trusted = [.. anchor.Keys.Where(key => options.Policy.Supports(key.Algorithm))];
        switch (KeySetVerifier.Verify(keySet, anchor.DelegationSigners, trusted, options.Policy, now))
        {
            case KeySetVerdict.Trusted good:
                Add("dnskey", PathCheckOutcome.Passed, $"returns the DNSKEYs of {anchor.Owner} with RRSIGs, and the trust anchor fits");
                Add("clock", PathCheckOutcome.Passed, "the clock lies within the validity of the signatures");
                return new AnchorZone(anchor.Owner, good.Keys, options.Policy, now);
            case KeySetVerdict.Untrusted { Error: { Code: ExtendedDnsErrorCode.SignatureExpired or ExtendedDnsErrorCode.SignatureNotYetValid } error }:
                Add("dnskey", PathCheckOutcome.Passed, "returns DNSKEYs with RRSIGs");
                Add("clock", PathCheckOutcome.Failed, error.Text);
                return null;
            case KeySetVerdict.Untrusted { Error: var error }:
                Add("dnskey", PathCheckOutcome.Failed, error.Text);
                return null;
            default:
                throw new InvalidOperationException("A verdict without a case.");
        }
    }

    /// <returns>A name on which DS can be tried, as the proof happens to show one; null where it shows none.</returns>
    private async Task<DomainName?> CheckDenialAsync(AnchorZone zone, CancellationToken cancellationToken)
    {
        // Random, so that no cache on the way can have it.
        string label = $"tes-doctor-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        if (!zone.Zone.TryPrepend(label, out DomainName? name))
        {
            Add("denial", PathCheckOutcome.NotDone, $"cannot be told: below {zone.Zone} no name is short enough to be made up");
            return null;
        }

        (Message? reply, PathCheckOutcome outcome, string problem) = await AskAsync(name, RRType.A, cancellationToken).ConfigureAwait(false);
        if (reply is null)
        {
            Add("denial", outcome, problem);
            return null;
        }

        if (reply.Answers.Any(record => record.Type is RRType.A or RRType.Cname))
        {
            Add("denial", PathCheckOutcome.Failed, $"invents addresses for names that do not exist below {zone.Zone}");
            return null;
        }

        (DenialProof proof, IReadOnlyList<ValidatedRRset> records) = zone.ReadProof(reply);
        bool proven = proof.ProveNXDomain(name) != DenialOutcome.NotProven;
        Add("denial", proven ? PathCheckOutcome.Passed : PathCheckOutcome.Failed, proven
            ? "returns proofs that names do not exist"
            : $"returns no proof that names do not exist ({reply.ResponseCode.ToString().ToUpperInvariant()}, {records.Count} valid NSEC or NSEC3 sets)");
        return DelegationIn(zone.Zone, records);
    }

    // A signed delegation by preference, else the next name of the zone, whatever it is.
    private static DomainName? DelegationIn(DomainName zone, IReadOnlyList<ValidatedRRset> records)
    {
        (DomainName Owner, NsecRdata Nsec)[] nsecs =
            [.. records.Where(record => record.RRset.Type == RRType.Nsec).SelectMany(record => record.RRset.Read<NsecRdata>().Select(nsec => (record.RRset.Owner, nsec)))];
        return nsecs.Where(pair => pair.Nsec.Types.Contains(RRType.DS)).Select(pair => pair.Owner)
            .Concat(nsecs.Select(pair => pair.Nsec.NextName).Where(next => next != zone)).FirstOrDefault();
    }

    // RFC 3597
    private async Task CheckUnknownTypeAsync(AnchorZone zone, CancellationToken cancellationToken)
    {
        (Message? reply, PathCheckOutcome outcome, string problem) = await AskAsync(zone.Zone, UnknownType, cancellationToken).ConfigureAwait(false);
        if (reply is null)
            Add("unknown-type", outcome, problem);
        else if (zone.ReadProof(reply).Proof.ProveNoData(zone.Zone, UnknownType) != DenialOutcome.NotProven)
            Add("unknown-type", PathCheckOutcome.Passed, "passes on questions for types that it does not know");
        else
            Add("unknown-type", PathCheckOutcome.Failed, $"answers {reply.ResponseCode.ToString().ToUpperInvariant()} without proof for a type that it does not know");
    }

    private async Task CheckDelegationSignerAsync(AnchorZone zone, DomainName? delegation, CancellationToken cancellationToken)
    {
        if (delegation is null)
        {
            Add("ds", PathCheckOutcome.NotDone, $"no delegation of {zone.Zone} is known");
            return;
        }

        (Message? reply, PathCheckOutcome outcome, string problem) = await AskAsync(delegation, RRType.DS, cancellationToken).ConfigureAwait(false);
        if (reply is null)
        {
            Add("ds", outcome, problem);
            return;
        }

        RRset? set = RRset.Group(reply.Answers).FirstOrDefault(rrset => rrset.Type == RRType.DS && rrset.Owner == delegation);
        bool denied = zone.ReadProof(reply).Proof.ProveNoDelegationSigner(delegation) != DelegationOutcome.NotProven;
        if (set is not null && zone.Verify(set) is RRsetVerdict.Unverified unverified)
            Add("ds", PathCheckOutcome.Failed, unverified.Error.Text);
        else if (set is not null || denied)
            Add("ds", PathCheckOutcome.Passed, $"returns what the parent's side says of DS ({delegation})");
        else
            Add("ds", PathCheckOutcome.Failed, $"returns neither DS records for {delegation} nor the proof of {zone.Zone} that there are none");
    }

    // RFC 4035 §3.2.2: with CD the resolver passes on what fails its own validation, so that ours can say why.
    private async Task CheckBogusNameAsync(CancellationToken cancellationToken)
    {
        if (options.BogusName is not { } name)
        {
            Add("bogus", PathCheckOutcome.NotDone, "no name is known here that is bogus");
            return;
        }

        Message unchecked_ = Query.Create(new Question(name, RRType.A));
        Message @checked = unchecked_ with { Id = Query.NewId(), Flags = MessageFlags.RecursionDesired };
        ResponseCode? plain = await ResponseCodeAsync(@checked, cancellationToken).ConfigureAwait(false);
        ResponseCode? withCd = await ResponseCodeAsync(unchecked_, cancellationToken).ConfigureAwait(false);
        string validates = plain == ResponseCode.ServFail ? "validates by itself" : "does not validate by itself, which is no harm";
        _checks.Add(withCd switch
        {
            ResponseCode.NoError => new PathCheck("bogus", PathCheckOutcome.Passed, $"passes on what is bogus when told not to check (CD); {validates}"),
            ResponseCode.NXDomain => new PathCheck("bogus", PathCheckOutcome.NotDone, $"{name} does not exist here"),
            _ => new PathCheck("bogus", PathCheckOutcome.Warning, $"keeps back what is bogus even when told not to check (CD), so that bogus domains look as if they could not be looked up; {validates}"),
        });
    }

    private async Task<ResponseCode?> ResponseCodeAsync(Message query, CancellationToken cancellationToken) =>
        await exchange.AskAsync(query, PathTransport.Usual, cancellationToken).ConfigureAwait(false) is PathReply.Received { Message: var reply } ? reply.ResponseCode : null;

    /// <summary>
    /// The whole answer to a question, over TCP where it was cut; null where there is none, with what that says of what was to be
    /// tested: nothing, where TCP alone is to blame.
    /// </summary>
    private async Task<(Message? Reply, PathCheckOutcome Outcome, string Problem)> AskAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        var question = new Question(name, type);
        PathReply reply = await exchange.AskAsync(Query.Create(question), PathTransport.Usual, cancellationToken).ConfigureAwait(false);
        bool lost = reply is PathReply.Silence;
        bool cut = reply is PathReply.Received { Message: var first } && first.Flags.HasFlag(MessageFlags.Truncated);
        if (lost || cut)
            reply = await exchange.AskAsync(Query.Create(question), PathTransport.Tcp, cancellationToken).ConfigureAwait(false);
        if (lost && reply is PathReply.Received)
            Add("udp-size", PathCheckOutcome.Warning, $"the answer to {question} gets lost over UDP and arrives over TCP: large datagrams do not pass");
        if (cut && reply is not PathReply.Received)
            return (null, PathCheckOutcome.NotDone, $"cannot be told: the answer to {question} needs TCP");
        return reply.Match<(Message?, PathCheckOutcome, string)>(
            received => received.Message.ResponseCode is ResponseCode.NoError or ResponseCode.NXDomain
                ? (received.Message, PathCheckOutcome.Passed, "")
                : (null, PathCheckOutcome.Failed, $"answers {received.Message.ResponseCode.ToString().ToUpperInvariant()} for {question}"),
            () => (null, PathCheckOutcome.Failed, $"does not answer {question}"),
            reason => (null, PathCheckOutcome.Failed, $"cannot be asked {question}: {reason}"));
    }

    private void Add(string tag, PathCheckOutcome outcome, string text) => _checks.Add(new PathCheck(tag, outcome, text));
}
