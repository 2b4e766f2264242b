using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Fuzz.Targets;

/// <summary>Messages, their signatures, and key records.</summary>
internal static class DkimTargets
{
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The octets are a message; once as it is, once with LF as line ends.</summary>
    public static void CheckMessage(ReadOnlySpan<byte> octets)
    {
        Check(octets.ToArray());
        Check(LineEnds.ToWire(octets.ToArray()));
    }

    /// <summary>The octets are a key record.</summary>
    public static void CheckKey(ReadOnlySpan<byte> octets)
    {
        if (!DkimKeyRecord.TryParse(octets, out DkimKeyRecord? record, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, octets.Length);
            return;
        }

        if (!DkimPublicKey.TryImport(record, out DkimPublicKey? key, out _, out string reason))
        {
            Property.IsShowable(reason);
            return;
        }

        Property.Holds(key.Type == record.KeyType && key.Bits is >= 256 and <= DkimLimits.MaxRsaBits, "a key is of the type and within the limits");
        Property.Holds(!key.Verify(new byte[32], new byte[64]), "a signature of zeros is none");
    }

    private static void Check(ReadOnlyMemory<byte> octets)
    {
        if (!MailMessage.TryRead(octets, out MailMessage? message, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, octets.Length);
            return;
        }

        Property.Holds(message.Fields.Sum(field => field.Raw.Length) + message.Body.Length <= octets.Length, "fields and body are parts of the message");
        Property.Holds(message.Flaws.HasFlag(MessageFlaws.MalformedField) || octets.Length - message.Body.Length - message.Fields.Sum(field => field.Raw.Length) is 0 or 2, "nothing but malformed lines is left out");
        if (AuthorAddresses.Of(message) is AuthorAddresses.Malformed malformed)
            Property.IsFailureIn(malformed.Failure, malformed.Field.Value.Length);
        DkimVerification verification = Verify(message);
        Property.Holds(verification.Signatures.Count == message.FieldsNamed(DkimSignature.FieldName).Count(), "every signature has its verdict");
        foreach (DkimSignatureReport report in verification.Signatures)
        {
            Property.IsShowable(report.Outcome.Reason);
            Property.Holds(report.Outcome is not DkimOutcome.Pass || (report.Key is not null && report.Signature is not null), "what passes has a key");
        }
    }

    private static DkimVerification Verify(MailMessage message)
    {
        // The resolver answers at once, so there is nothing to wait for.
        Task<DkimVerification> verifying = DkimVerifier.VerifyAsync(OneKey.Instance, message, new DkimVerifierOptions(Time), CancellationToken.None);
        Property.Holds(verifying.IsCompletedSuccessfully, "verifying ends");
        return verifying.GetAwaiter().GetResult();
    }
}
