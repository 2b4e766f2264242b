using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Resolver.Iteration;

/// <summary>Shortens the name in questions to what each server has to know to refer us on (RFC 9156).</summary>
internal sealed class QnameMinimiser(Question question)
{
    private int _count;
    private int _shown;
    private bool _full;

    /// <summary>What to ask the servers of a zone next: the question itself, or one for a shortened name.</summary>
    /// <param name="zone">The zone, at or above the name.</param>
    /// <param name="shown">Labels of the name that its servers know of already.</param>
    public Question Next(DomainName zone, int shown)
    {
        DomainName name = question.Name;
        int known = Math.Max(Math.Max(zone.LabelCount, shown), _shown);
        int remaining = name.LabelCount - known;
        if (_full || remaining <= 0 || _count >= IterationLimits.MaxMinimiseCount)
            return question;
        // RFC 9156 §2.3: one label at a time at first, then the rest spread over the questions that are left.
        int more = _count < IterationLimits.MinimiseOneLabel
            ? 1
            : (remaining + IterationLimits.MaxMinimiseCount - _count - 1) / (IterationLimits.MaxMinimiseCount - _count);
        int labels = known + more;
        // RFC 9156 §2.3: names that begin with an underscore are no zone cuts, as a rule.
        while (labels < name.LabelCount && name.Suffix(labels).FirstLabel[0] == (byte)'_')
            labels++;
        // RFC 9156 §2.1: type A looks like any other traffic. §2.3 step 3: the whole name goes with its own type at once.
        return labels >= name.LabelCount ? question : new Question(name.Suffix(labels), RRType.A);
    }

    /// <summary>The servers of the zone answered for a shortened name without referring on.</summary>
    public void Answered(Question shortened)
    {
        _shown = shortened.Name.LabelCount;
        _count++;
    }

    /// <summary>The zone was left for one below.</summary>
    public void Referred() => _count++;

    /// <summary>Shortening only does harm from here on: the question itself is next.</summary>
    public void GiveUp() => _full = true;
}
