using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Verification;

namespace Tes.Cli.Mail;

/// <summary>What the sender of a message, or the owner of a domain in it, can mend. Sentences that may quote a peer: to be escaped.</summary>
internal static class MailFixes
{
    /// <summary>Own limit: whoever writes a message can make as many faults as it has room for, and nobody reads more.</summary>
    private const int MaxFixes = 12;

    private const string ClearHeader = "let the sending program write a header section of nothing but fields, with lines that end in CRLF";

    public static IEnumerable<string> Of(MessageVerification verification) => All(verification).Distinct(StringComparer.Ordinal).Take(MaxFixes);

    private static IEnumerable<string> All(MessageVerification verification)
    {
        if (!verification.Message.HasClearHeader)
        {
            // As long as that is so, nothing else helps.
            yield return ClearHeader;
            yield break;
        }

        foreach (string fix in OfAuthors(verification.Authors))
            yield return fix;
        if (verification.Dmarc.Evaluation.Governing is not { } governing)
            yield break;
        foreach (string fix in OfRecord(governing, verification))
            yield return fix;
        bool isAuthenticated = verification.Verdict == AuthenticationVerdict.Authenticated;
        if (!isAuthenticated && verification.Spf is SpfVerification.Evaluated spf)
        {
            foreach (string fix in OfSpf(spf, governing))
                yield return fix;
        }

        foreach (DkimSignatureReport report in verification.Dkim.Signatures.Take(DkimLimits.MaxSignatures))
        {
            foreach (string fix in OfSignature(report, governing, isAuthenticated))
                yield return fix;
        }

        if (!isAuthenticated && !verification.Dkim.Signatures.Any(report => report.Outcome is DkimOutcome.Pass || (report.Signature is { } signature && IsNear(signature.SigningDomain, governing.AuthorDomain))))
            yield return $"have the mail signed with d={Name(governing.AuthorDomain)} (tes dkim key generate, tes dkim sign)";
    }

    private static IEnumerable<string> OfAuthors(AuthorAddresses authors) => authors.Match<IEnumerable<string>>(
        read => read.FieldCount > 1 ? ["let the sending program write one From field: a message may have no more (RFC 5322 section 3.6)"]
            : read.Mailboxes.All(mailbox => mailbox.Domain is null) ? ["let the From field have an address with a domain name"]
            : [],
        absent => ["let the sending program write a From field (RFC 5322 section 3.6)"],
        malformed => malformed.IsUnreadableHere ? [] : ["let the sending program write a From field that can be read (RFC 5322 section 3.4)"]);

    private static IEnumerable<string> OfRecord(DmarcEvaluation governing, MessageVerification verification) => governing.Discovery.Match<IEnumerable<string>>(
        governed => governed.Record.Applicability == RecordApplicability.NoProcessing
            ? [$"give the record at _dmarc.{Name(governed.RecordDomain)} a valid policy (p=none, p=quarantine or p=reject)"]
            : verification.Dmarc is { Result: DmarcResult.Pass, Policy: DmarcPolicy.None }
                ? [$"once all mail of {Name(governing.AuthorDomain)} passes, publish p=quarantine or p=reject: with p=none forged mail is let through"]
                : [],
        notPublished => [PublishRecord(Name(notPublished.Walk.OrganizationalDomain ?? governing.AuthorDomain))],
        undetermined => undetermined.Step.Lookup is DmarcLookup.Bogus
            ? [$"mend DNSSEC of _dmarc.{Name(undetermined.Step.Domain)} (tes dns query _dmarc.{Name(undetermined.Step.Domain)} TXT)"]
            : [$"let the name servers answer for _dmarc.{Name(undetermined.Step.Domain)} TXT"]);

    private static string PublishRecord(string domain) => $"publish a DMARC record: _dmarc.{domain}. TXT \"v=DMARC1; p=none; rua=mailto:dmarc@{domain}\"";

    private static IEnumerable<string> OfSpf(SpfVerification.Evaluated spf, DmarcEvaluation governing)
    {
        SpfEvaluation evaluation = spf.Evaluation;
        if (evaluation.Record is not { Domain: var domain })
            yield break;
        string author = Name(governing.AuthorDomain);
        switch (evaluation.Result)
        {
            case SpfResult.Pass when IsNotAligned(governing, AuthenticationMechanism.Spf, domain):
                yield return $"send with a reverse-path of {author}: SPF passes for {evaluation.Domain}, which is not aligned with it";
                break;
            case SpfResult.None when IsNear(domain, governing.AuthorDomain):
                yield return $"publish an SPF record at {evaluation.Domain}";
                break;
            case SpfResult.Fail or SpfResult.SoftFail or SpfResult.Neutral when IsNear(domain, governing.AuthorDomain):
                yield return $"if {spf.Request.Client} sends mail of {evaluation.Domain}, let the SPF record of {evaluation.Domain} name it";
                break;
            case SpfResult.PermError when IsNear(domain, governing.AuthorDomain):
                yield return $"mend the SPF record of {evaluation.Domain} (tes spf show {evaluation.Domain})";
                break;
            case SpfResult.TempError when evaluation.Decision is SpfDecision.Error { Problem: SpfProblem.Bogus } && IsNear(domain, governing.AuthorDomain):
                yield return $"mend DNSSEC of what the SPF record of {evaluation.Domain} leads to (tes spf show {evaluation.Domain})";
                break;
        }
    }

    private static IEnumerable<string> OfSignature(DkimSignatureReport report, DmarcEvaluation governing, bool isAuthenticated)
    {
        if (report.LeavesAuthorUnsigned)
            yield return "list From once more in h= than it stands, so that none can be added";
        if (report.UnsignedBodyOctets > 0)
            yield return "sign without l=: anybody can add to what is signed so";
        if (isAuthenticated || report.Signature is not { } signature)
            yield break;
        string domain = Name(signature.SigningDomain);
        string author = Name(governing.AuthorDomain);
        if (report.Outcome is DkimOutcome.Pass && IsNotAligned(governing, AuthenticationMechanism.Dkim, signature.SigningDomain))
            yield return $"have the mail signed with d={author}: a signature passes for {domain}, which is not aligned with it";
        if (IsNear(signature.SigningDomain, governing.AuthorDomain) && OfFault(report.Outcome.BrokenRule, Name(signature.KeyName), domain) is { } fix)
            yield return fix;
    }

    private static string? OfFault(DkimFault? fault, string key, string domain) => fault switch
    {
        DkimFault.NoKey or DkimFault.KeyRevoked => $"publish the key at {key}, or sign with one that is published",
        DkimFault.KeyMalformed or DkimFault.KeyTypeUnknown or DkimFault.KeyAlgorithmMismatch or DkimFault.KeyNotForMail => $"mend the key record at {key} (tes dkim key check)",
        DkimFault.KeyTooShort => $"replace the key at {key} by one of 2048 bits (tes dkim key generate)",
        DkimFault.KeyTooLong => $"replace the key at {key} by one that verifiers take (tes dkim key generate)",
        DkimFault.KeyBogus => $"mend DNSSEC of {key} (tes dns query {key} TXT)",
        DkimFault.KeyLookupFailed => $"let the name servers answer for {key} TXT",
        DkimFault.Sha1 => "sign with rsa-sha256 or ed25519-sha256",
        DkimFault.Expired => "let signatures live longer than mail is on its way (x=), or leave x= out",
        DkimFault.FromTheFuture => "set the clock of the signing host",
        DkimFault.BodyHashMismatch or DkimFault.BodyTooShort or DkimFault.SignatureMismatch =>
            $"find what changes mail of {domain} after it is signed (a list, a gateway, a scanner), and sign behind it",
        DkimFault.DomainMismatch => "let i= be at or below d=, and at it where the key has t=s",
        DkimFault.FromNotSigned => "let h= have From",
        DkimFault.MalformedHeader => ClearHeader,
        _ => null,
    };

    // Where no policy governs nobody compares; where a look-up failed nobody could.
    private static bool IsNotAligned(DmarcEvaluation governing, AuthenticationMechanism mechanism, DomainName domain) =>
        governing.Alignments.FirstOrDefault(alignment => alignment.Identifier.Mechanism == mechanism && alignment.Identifier.Domain == domain) is { } compared
            ? compared.Outcome == AlignmentOutcome.NotAligned
            : governing.Result == DmarcResult.None && !governing.AuthorDomain.IsAtOrBelow(domain);

    // What another domain mends would not help, whatever it is.
    private static bool IsNear(DomainName domain, DomainName author) => !domain.CommonAncestor(author).IsRoot && domain.CommonAncestor(author).LabelCount > 1;

    private static string Name(DomainName name) => name.ToDisplayString();
}
