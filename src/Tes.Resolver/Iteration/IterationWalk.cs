using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>One question on its way down from the deepest delegation known, referral by referral (RFC 1034 §5.3.3).</summary>
internal sealed class IterationWalk(IterationContext context, Question question, LookUpPath path)
{
    private readonly QnameMinimiser _minimiser = new(question);

    // RFC 4035 §3.1.4.1: the parent's servers are those to ask for DS, never the child's.
    private DomainName Home => question.Type == RRType.DS ? question.Name.Parent : question.Name;

    public async Task<UpstreamResult> RunAsync(CancellationToken cancellationToken)
    {
        Delegation? kept = context.Delegations.Closest(Home);
        Delegation zone = kept ?? await context.Root.GetAsync(cancellationToken).ConfigureAwait(false);
        // Each turn goes down a label at least or is the last with this zone, and all of them draw on the budget.
        while (true)
        {
            Question next = _minimiser.Next(zone.Apex, context.Delegations.LabelsShown(question.Name, zone.Apex));
            QuestionExtent extent = next == question ? QuestionExtent.Whole : QuestionExtent.Shortened;
            ZoneReply reply = await new ZoneAsker(context, zone, next, extent, path).AskAsync(cancellationToken).ConfigureAwait(false);
            switch (reply)
            {
                case ZoneReply.Referred { Delegation: var below }:
                    context.Delegations.Keep(below);
                    _minimiser.Referred();
                    zone = below;
                    kept = null;
                    break;
                case ZoneReply.Told { Answer: var answer } when extent == QuestionExtent.Whole:
                    context.Delegations.KeepInside(Home, zone.Apex);
                    return new UpstreamResult.Response(answer.Message);
                case ZoneReply.Told { Answer: var answer }:
                    Learn(next, answer.Kind, zone);
                    break;
                case ZoneReply.Failed { Reason: var reason } when extent == QuestionExtent.Shortened && SaysSomething(reason):
                    // RFC 9156 §2.3: servers that cannot handle a name between are asked for the whole.
                    _minimiser.GiveUp();
                    break;
                case ZoneReply.Failed { Reason: var reason } when zone == kept && reason.Kind != LookupFailureKind.BudgetExceeded && context.Delegations.TryForget(zone):
                    // It may have changed since it was learned: the zone above knows.
                    kept = null;
                    zone = context.Delegations.Closest(zone.Apex.Parent) ?? await context.Root.GetAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case ZoneReply.Failed { Reason: var reason }:
                    return new UpstreamResult.Failure(reason with { Question = question });
                default:
                    throw new InvalidOperationException("A reply without a case.");
            }
        }
    }

    private void Learn(Question shortened, AuthoritativeKind kind, Delegation zone)
    {
        // RFC 9156 §2.3 and §4: below an alias there is nothing to find step by step, and some servers say NXDOMAIN of empty
        // non-terminals, so that only the whole name gives certainty.
        if (kind is AuthoritativeKind.Alias or AuthoritativeKind.NXDomain)
        {
            _minimiser.GiveUp();
            return;
        }

        _minimiser.Answered(shortened);
        context.Delegations.KeepInside(shortened.Name, zone.Apex);
    }

    private static bool SaysSomething(LookupFailure failure) =>
        failure.Kind is not (LookupFailureKind.Timeout or LookupFailureKind.Unreachable or LookupFailureKind.BudgetExceeded);
}
