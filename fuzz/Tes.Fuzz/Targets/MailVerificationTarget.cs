using System.Net;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Verification;

namespace Tes.Fuzz.Targets;

/// <summary>Messages with their sessions, verified: the first line is the reverse-path, the second the HELO name, the rest the message.</summary>
internal static class MailVerificationTarget
{
    private const string FieldName = "Authentication-Results: ";

    // RFC 5322 §2.1.1
    private const int MaxLineOctets = 998;

    private static readonly DateTimeOffset Time = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    public static void Check(ReadOnlySpan<byte> octets)
    {
        string mailFrom = Line(ref octets);
        string helo = Line(ref octets);
        if (!MailMessage.TryRead(LineEnds.ToWire(octets.ToArray()), out MailMessage? message, out _))
            return;
        Check(message, new SpfRequest { Client = IPAddress.Parse("192.0.2.1"), MailFrom = mailFrom, Helo = helo });
        Check(message, null);
    }

    private static void Check(MailMessage message, SpfRequest? session)
    {
        // The resolver answers at once, so there is nothing to wait for.
        Task<MessageVerification> verifying = MessageVerifier.VerifyAsync(
            Everywhere.Instance, message, new MessageVerifierOptions(Time) { Session = session }, CancellationToken.None);
        Property.Holds(verifying.IsCompletedSuccessfully, "verifying ends");
        MessageVerification verification = verifying.GetAwaiter().GetResult();
        Property.IsShowable(verification.Dmarc.Reason);
        Property.Holds(
            verification.Dmarc.Result != DmarcResult.Pass
            || (verification.Verdict == AuthenticationVerdict.Authenticated && verification.Dmarc.Evaluation.Governing!.Alignments.Any(alignment =>
                alignment is { Outcome: AlignmentOutcome.Aligned, Identifier.Authentication: IdentifierAuthentication.Passed })),
            "what passes has an aligned identifier that passed");
        Property.Holds(verification.Dmarc.Disposition == DmarcPolicy.None || verification.Verdict == AuthenticationVerdict.NotAuthenticated, "nothing is done to what is authenticated");
        CheckField(MessageResults.Of(verification, "mx.example.net"));
    }

    private static void CheckField(AuthenticationResultsField field)
    {
        string value = field.ToFieldValue();
        Property.Holds((FieldName + value).Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= MaxLineOctets), "no line is too long");
        Property.Holds(AuthenticationResultsField.TryParse(value, out AuthenticationResultsField? again, out _), "the field reads back");
        Property.Holds(
            field.Results.Select(result => (result.Method, result.Result)).SequenceEqual(again!.Results.Select(result => (result.Method, result.Result))), "with the same results");
    }

    private static string Line(ref ReadOnlySpan<byte> octets)
    {
        int end = octets.IndexOf((byte)'\n');
        string line = Encoding.UTF8.GetString(end < 0 ? octets : octets[..end]);
        octets = end < 0 ? [] : octets[(end + 1)..];
        return line;
    }

    /// <summary>The same key, policies and nothing else at every name.</summary>
    private sealed class Everywhere : IResolver
    {
        public static readonly Everywhere Instance = new();

        public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
        {
            var question = new Question(name, type);
            if (type != RRType.Txt)
                return ValueTask.FromResult<Answer>(new Answer.Absent(question, [], name, Absence.NoData, SecurityStatus.Insecure, null, [], ValidationTrace.Empty));
            string text = name.ToDisplayString();
            // The key is that of RFC 8463 Appendix A.2.
            string record = text.Contains("_domainkey", StringComparison.OrdinalIgnoreCase) ? "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                : text.StartsWith("_dmarc", StringComparison.OrdinalIgnoreCase) ? "v=DMARC1; p=quarantine"
                : "v=spf1 ip4:192.0.2.0/24 -all";
            var rrset = new RRset(name, RRType.Txt, RRClass.IN, 60, [(byte[])[(byte)record.Length, .. Encoding.ASCII.GetBytes(record)]], []);
            return ValueTask.FromResult<Answer>(new Answer.Found(question, [], new ValidatedRRset(rrset, SecurityStatus.Insecure, null, null, null, null), ValidationTrace.Empty));
        }
    }
}
