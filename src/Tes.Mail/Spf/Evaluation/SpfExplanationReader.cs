using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Looks up and expands the explanation of a fail (RFC 7208 §6.2). Its look-ups count towards no limit.</summary>
internal sealed class SpfExplanationReader(SpfQuestions questions, MacroExpander expander)
{
    public async ValueTask<SpfExplanation> ReadAsync(SpfRecordTrace record, CancellationToken cancellationToken)
    {
        // RFC 7208 §6.2: after a redirect the other record's exp counts, and nobody else's; never that of an included record
        while (record.Decision is SpfDecision.Redirected redirected)
            record = redirected.Record;
        if ((record.Lookup as SpfLookup.Published)?.Record.Explanation is not { } where)
            return SpfExplanation.Absent;
        questions.Log = null;
        var domain = new SpfDomain(record.Domain);
        string text = await expander.ExpandNameAsync(where.MacroString, domain, cancellationToken).ConfigureAwait(false);
        if (!SpfName.TryParse(text, out DomainName? name))
            return new SpfExplanation(null, "exp leads to no domain name");
        Answer answer = await questions.AskAsync(name, RRType.Txt, cancellationToken).ConfigureAwait(false);
        // RFC 7208 §6.2: with an error, no record, more than one, or a syntax error it is as if there were no exp
        return answer is not Answer.Found found ? new SpfExplanation(null, "there is no explanation where exp leads to")
            : found.RRset.RRset.Rdatas.Count != 1 ? new SpfExplanation(null, "there is more than one TXT record where exp leads to")
            : await ExpandAsync(found.RRset.RRset.Read<TxtRdata>().Single().JoinedText(), domain, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SpfExplanation> ExpandAsync(string text, SpfDomain domain, CancellationToken cancellationToken)
    {
        if (!MacroString.TryParse(text, MacroContext.Explanation, out MacroString? macros, out ParseFailure failure))
            return new SpfExplanation(null, $"the explanation cannot be understood: {failure}");
        if (await expander.ExpandTextAsync(macros, domain, SpfLimits.MaxExplanationLength, cancellationToken).ConfigureAwait(false) is not { } expanded)
            return new SpfExplanation(null, "the explanation is too long");
        // RFC 7208 §6.2: US-ASCII, as SMTP replies are; what the sender wrote may have come in by macros
        return expanded.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? new SpfExplanation(null, "the explanation has characters that are not printable ASCII")
            : new SpfExplanation(expanded, null);
    }
}
