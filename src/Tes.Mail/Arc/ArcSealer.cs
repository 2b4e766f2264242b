using System.Globalization;
using System.Text;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>Adds a set to the chain of a message, or begins one (RFC 8617 §5.1).</summary>
public static class ArcSealer
{
    // RFC 8617 §4.1.2: MUST NOT be signed
    private static readonly string[] Unsigned = [ArcFieldName.AuthenticationResults, ArcFieldName.MessageSignature, ArcFieldName.Seal, AuthenticationResultsField.FieldName];

    /// <summary>Makes a set.</summary>
    /// <param name="message">The message as it goes on, all changes and DKIM signatures made; CRLF line ends. Its ARC fields are those that were verified.</param>
    /// <param name="chain">What came of the chain when the message arrived.</param>
    /// <param name="results">What this service found when the message arrived, all in one (RFC 8617 §4.1.1). The result of ARC is taken from <paramref name="chain"/>, whatever is said here.</param>
    /// <param name="key">A key with its selector, for both signatures. RFC 8617 leaves Ed25519 to whoever takes it, and few do.</param>
    /// <param name="options">Whose set, and of what.</param>
    public static ArcSealing Seal(MailMessage message, ArcVerification chain, AuthenticationResultsField results, DkimSigningKey key, ArcSealerOptions options)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        if (chain.Outcome is ArcOutcome.TempError unverified)
            return new ArcSealing.Unverified(unverified.Reason);
        var signing = new DkimSignerOptions(options.Domain, options.Time) { OverSignedFields = options.OverSignedFields, SignedFields = options.SignedFields };
        int instance = chain.Sets.Count == 0 ? 1 : chain.Sets[^1].Instance + 1;
        if ((ReasonAgainst(message, chain, instance, options) ?? DkimSigner.ReasonAgainst(message, [key], signing)) is { } reason)
            return new ArcSealing.Refused(reason);
        var header = new SignedHeader(message.Fields);
        string[] names = [.. DkimSigner.NamesToSign(header, signing)];
        if (names.Length > DkimLimits.MaxSignedFields)
            return new ArcSealing.Refused("the message has more fields to sign than the limit");

        string found = MakeResults(instance, results, chain);
        BodyHashes body = BodyDigest.Compute(message.Body.Span, signing.BodyCanonicalization, []);
        string signature = DkimSigner.SignWith($"{ArcFieldName.MessageSignature}: i={Number(instance)};", key, header, names, body.Whole, signing);
        string seal = MakeSeal(instance, chain, found, signature, key, options);
        return new ArcSealing.Sealed(Encoding.UTF8.GetBytes(seal + signature + found), instance, chain.Outcome.Status);
    }

    private static string? ReasonAgainst(MailMessage message, ArcVerification chain, int instance, ArcSealerOptions options)
    {
        // RFC 8617 §5.1 step 2
        if (chain.Outcome is ArcOutcome.Fail { Fault: ArcFault.MarkedFailed })
            return "the chain is marked as broken already (cv=fail), and ends there";
        if (instance > ArcLimits.MaxSets || chain.Outcome is ArcOutcome.Fail { Fault: ArcFault.TooManySets })
            return $"the chain has {ArcLimits.MaxSets} sets, and no room for another";
        if (!AreSame(ArcChainReader.FieldsOf(message), ArcChainReader.FieldsOf(chain.Message)))
            return "the ARC fields of the message are not those that were verified";
        return options.OverSignedFields.Concat(options.SignedFields).FirstOrDefault(name => Unsigned.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unsigned
            ? $"{unsigned} is among the fields to sign, and must not be (RFC 8617 §4.1.2)"
            : null;
    }

    private static bool AreSame(IEnumerable<HeaderField> left, IEnumerable<HeaderField> right) =>
        left.Count() == right.Count() && left.Zip(right).All(pair => pair.First.Raw.Span.SequenceEqual(pair.Second.Raw.Span));

    private static string MakeResults(int instance, AuthenticationResultsField results, ArcVerification chain)
    {
        MethodResult own = chain.ToMethodResult();
        AuthenticationResultsField all = results with { Results = [.. results.Results.Where(result => result.Method != own.Method), own] };
        return $"{ArcFieldName.AuthenticationResults}: i={Number(instance)}; {all.ToFieldValue()}\r\n";
    }

    private static string MakeSeal(int instance, ArcVerification chain, string results, string signature, DkimSigningKey key, ArcSealerOptions options)
    {
        using var sealing = new SealedHeader();
        // RFC 8617 §5.1.2: of a chain that is broken nothing but the new set is sealed
        foreach (ArcSet set in chain.Outcome is ArcOutcome.Pass ? chain.Sets : [])
        {
            sealing.AppendSet(set.AuthenticationResults!.Field, set.MessageSignature!.Field);
            sealing.AppendSeal(set.Seal!.Field);
        }

        sealing.AppendSet(Field(results), Field(signature));
        var text = new FoldedText($"{ArcFieldName.Seal}: i={Number(instance)};", DkimSigner.LineWidth);
        text.AppendWord($"a={DkimWords.Of(key.Key.Algorithm)};");
        text.AppendWord($"t={Number(options.Time.ToUnixTimeSeconds())};");
        text.AppendWord($"cv={ArcWords.Of(chain.Outcome.Status)};");
        text.AppendWord($"d={options.Domain.ToDisplayString()};");
        text.AppendWord($"s={key.Selector};");
        return DkimSigner.Complete(text, key, (own, range) => sealing.Hash(own, range));
    }

    private static HeaderField Field(string text)
    {
        _ = HeaderField.TryRead(Encoding.UTF8.GetBytes(text), out HeaderField? field);
        return field!;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
