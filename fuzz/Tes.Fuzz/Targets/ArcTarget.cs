using Tes.Dns;
using Tes.Mail.Arc;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Fuzz.Targets;

/// <summary>The octets are a message: its chain has a verdict, and what can be sealed passes, unless it was broken before.</summary>
internal static class ArcTarget
{
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    // The private half of what OneKey has, RFC 8463 Appendix A.2, as PKCS #8 (RFC 8410 §7).
    private const string Pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

    private static readonly DkimSigningKey Key = new("test", DkimPrivateKey.TryReadPem(Pem, out DkimPrivateKey? key, out ParseFailure failure) ? key : throw new InvalidOperationException(failure.ToString()));

    private static readonly ArcSealerOptions Options = new(DomainName.Parse("football.example.com"), Time);

    public static void Check(ReadOnlySpan<byte> octets)
    {
        byte[] copy = octets.ToArray();
        if (!MailMessage.TryRead(copy, out MailMessage? message, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, copy.Length);
            return;
        }

        foreach (HeaderField field in message.Fields)
            Check(field);
        ArcVerification verification = Verify(message);
        Property.IsShowable(verification.Outcome.Reason);
        Property.Holds(verification.Sets.Count <= ArcLimits.MaxSets, "there are no more sets than the limit");
        Property.Holds(verification.Outcome is not ArcOutcome.Pass || verification.Sets.All(set => set.Seal?.Outcome is DkimOutcome.Pass), "of a chain that passes every seal does");
        Property.Holds(verification.Outcome is not ArcOutcome.TempError, "a key that is there can be looked up");
        foreach (ArcSet set in verification.Sets)
        {
            Property.IsShowable(set.Seal?.Outcome.Reason ?? "missing");
            Property.IsShowable(set.MessageSignature?.Outcome.Reason ?? "missing");
        }

        Seal(message, verification);
    }

    private static void Check(HeaderField field)
    {
        if (!ArcSeal.TryParse(field, out ArcSeal? seal, out DkimSignatureFailure broken))
            Property.IsFailureIn(broken.Detail, field.Value.Length);
        else
            Property.Holds(seal.Instance is >= 1 and <= ArcLimits.MaxSets, "an instance is within the limit");
        if (!ArcAuthenticationResults.TryParse(field, out ArcAuthenticationResults? results, out ParseFailure failure))
            Property.IsFailureIn(failure, field.Value.Length);
        else if (results.Failure is { } unreadable)
            Property.IsFailureIn(unreadable, field.Value.Length);
    }

    private static void Seal(MailMessage message, ArcVerification verification)
    {
        AuthenticationResultsField found = SealedResults.Of(message, "mx.example.org").Results ?? new AuthenticationResultsField { AuthenticationServiceId = "mx.example.org" };
        if (ArcSealer.Seal(message, verification, found, Key, Options) is not ArcSealing.Sealed made)
            return;
        byte[] octets = [.. made.Fields.Span, .. message.Octets.Span];
        Property.Holds(MailMessage.TryRead(octets, out MailMessage? next, out _) && next.Fields.Count == message.Fields.Count + 3, "a set is three fields");
        ArcOutcome outcome = Verify(next!).Outcome;
        Property.Holds(made.ChainValidation == ChainValidationStatus.Fail ? outcome is ArcOutcome.Fail { Fault: ArcFault.MarkedFailed } : outcome is ArcOutcome.Pass, "what is sealed has the verdict that the seal says");
    }

    private static ArcVerification Verify(MailMessage message)
    {
        // The resolver answers at once, so there is nothing to wait for.
        Task<ArcVerification> verifying = ArcVerifier.VerifyAsync(OneKey.Instance, message, new DkimVerifierOptions(Time), CancellationToken.None);
        Property.Holds(verifying.IsCompletedSuccessfully, "verifying ends");
        return verifying.GetAwaiter().GetResult();
    }
}
