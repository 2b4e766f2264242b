using System.Globalization;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Verification;

/// <summary>What was found out about a message as an Authentication-Results field (RFC 8601 §2.7).</summary>
public static class MessageResults
{
    // RFC 6008 §4: so many characters of b= at least
    private const int MinSignatureCharacters = 8;

    // Longer ones would be cut by the writer, and be no beginning of b= then.
    private const int MaxSignatureCharacters = AuthenticationResultsWriter.MaxTextOctets;

    /// <summary>The field that a receiver adds. Fields that claim to be its own have to go first (<see cref="TrustedFields.ClaimsToBe"/>).</summary>
    /// <param name="verification">The outcome.</param>
    /// <param name="serviceId">authserv-id of the receiver.</param>
    /// <returns>SPF where it was evaluated, each signature that was verified and one result for those that were not, DMARC, and ARC where the message has a chain.</returns>
    public static AuthenticationResultsField Of(MessageVerification verification, string serviceId)
    {
        ArgumentNullException.ThrowIfNull(verification);
        ArgumentException.ThrowIfNullOrEmpty(serviceId);
        return new AuthenticationResultsField
        {
            AuthenticationServiceId = serviceId,
            Results = [.. Spf(verification.Spf), .. Dkim(verification.Dkim), Dmarc(verification.Dmarc), .. Arc(verification)],
        };
    }

    // RFC 8601 §2.7.2
    private static IEnumerable<MethodResult> Spf(SpfVerification verification)
    {
        if (verification is not SpfVerification.Evaluated { Evaluation: var evaluation, Request: var request })
            yield break;
        yield return new MethodResult("spf", SpfWords.Of(evaluation.Result))
        {
            Comments = evaluation.Security is { } security ? [$"answers {security.ToString().ToLowerInvariant()}"] : [],
            Properties = [evaluation.Identity == SpfIdentity.Helo ? new("smtp", "helo", request.Helo) : new("smtp", "mailfrom", request.MailFrom)],
        };
    }

    // RFC 8601 §2.7.1
    private static IEnumerable<MethodResult> Dkim(DkimVerification verification)
    {
        if (verification.Signatures.Count == 0)
            yield return new MethodResult("dkim", "none");
        DkimSignatureReport[] reported = [.. verification.Signatures.Take(DkimLimits.MaxSignatures)];
        string?[] signatures = [.. reported.Select(report => report.Signature is { } signature ? Convert.ToBase64String(signature.Signature.Span) : null)];
        for (int i = 0; i < reported.Length; i++)
            yield return Dkim(reported[i], signatures, i);
        int others = verification.Signatures.Count - DkimLimits.MaxSignatures;
        if (others > 0)
            yield return new MethodResult("dkim", "policy") { Reason = string.Create(CultureInfo.InvariantCulture, $"{others} more signatures were not verified") };
    }

    // RFC 6008 §4: as much of b= as makes it unique among those reported. Where nothing does, as of copies, all of it.
    private static string Beginning(string?[] signatures, int own)
    {
        string text = signatures[own]!;
        int length = MinSignatureCharacters;
        for (int i = 0; i < signatures.Length; i++)
        {
            if (i != own && signatures[i] is { } other)
                length = Math.Max(length, text.AsSpan().CommonPrefixLength(other) + 1);
        }

        return text[..Math.Min(text.Length, Math.Min(length, MaxSignatureCharacters))];
    }

    private static MethodResult Dkim(DkimSignatureReport report, string?[] signatures, int own)
    {
        var comments = new List<string>();
        if (report.Lookup is { } lookup)
            comments.Add(lookup is DkimKeyLookup.Failed ? "key not looked up" : $"key {lookup.Security.ToString().ToLowerInvariant()}");
        comments.AddRange(report.UnsignedParts);
        var properties = new List<MethodProperty>();
        if (report.Signature is { } signature)
        {
            properties.Add(new("header", "d", signature.SigningDomain.ToDisplayString()));
            properties.Add(new("header", "i", signature.AgentIdentifier));
            properties.Add(new("header", "s", signature.Selector));
            properties.Add(new("header", "a", DkimWords.Of(signature.Algorithm)));
            string beginning = Beginning(signatures, own);
            properties.Add(new("header", "b", beginning));
            if (signatures.Where((other, index) => index != own && other is not null && other.StartsWith(beginning, StringComparison.Ordinal)).Any())
                comments.Add("another signature has this header.b");
        }
        else if (report.ClaimedDomain is { } claimed)
        {
            properties.Add(new("header", "d", claimed));
        }

        return new MethodResult("dkim", report.Outcome.Word)
        {
            Comments = comments,
            Reason = report.Outcome is DkimOutcome.Pass ? null : report.Outcome.Reason,
            Properties = properties,
        };
    }

    // RFC 8601 §2.7, as RFC 7489 §11.1 registers them and RFC 9989 §9 keeps them
    private static MethodResult Dmarc(MessageDmarc dmarc)
    {
        DmarcEvaluation? governing = dmarc.Evaluation.Governing;
        return new MethodResult("dmarc", DmarcResultWords.Of(dmarc.Result))
        {
            Comments = governing is null ? [] : [$"answers {governing.Security.ToString().ToLowerInvariant()}"],
            Reason = dmarc.Result == DmarcResult.Pass ? null : dmarc.Reason,
            Properties = governing is null ? []
                : governing.Discovery is DmarcDiscovery.Governed { Record: var record } && dmarc.Policy is { } policy
                    ? [new("header", "from", governing.AuthorDomain.ToDisplayString()), new("policy", "dmarc", DmarcResultWords.Of(record.Lower(policy)))]
                    : [new("header", "from", governing.AuthorDomain.ToDisplayString())],
        };
    }

    // RFC 8617 §6 and §10.2: smtp.remote-ip is the client
    private static IEnumerable<MethodResult> Arc(MessageVerification verification)
    {
        if (verification.Arc.Outcome is ArcOutcome.None)
            yield break;
        MethodResult result = verification.Arc.ToMethodResult();
        yield return verification.Spf is SpfVerification.Evaluated { Request.Client: var client }
            ? result with { Properties = [.. result.Properties, new("smtp", "remote-ip", client.ToString())] }
            : result;
    }
}
