using System.Globalization;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>Gathers the sets of a message, and judges their structure: steps 1 to 3 of RFC 8617 §5.2.</summary>
internal sealed class ArcChainReader
{
    private const int FieldsOfSet = 3;

    private static readonly DkimOutcome NotReached = new DkimOutcome.Neutral(DkimFault.NotReached, "the chain is broken, and this signature was not verified");

    private readonly SortedDictionary<int, ArcSet> _sets = [];
    private ArcOutcome.Fail? _malformed;
    private ArcOutcome.Fail? _duplicate;

    private ArcChainReader()
    {
    }

    /// <summary>Reads the chain.</summary>
    /// <returns>The sets with ascending instance, and the verdict where signatures do not come into it: null where they decide.</returns>
    public static (IReadOnlyList<ArcSet> Sets, ArcOutcome? Outcome) Read(MailMessage message)
    {
        HeaderField[] fields = [.. FieldsOf(message)];
        if (fields.Length == 0)
            return ([], new ArcOutcome.None());
        // RFC 8617 §5.2 step 1: what cannot be a chain is not read
        if (fields.Length > ArcLimits.MaxSets * FieldsOfSet)
            return ([], new ArcOutcome.Fail(ArcFault.TooManySets, null, $"there are more ARC fields than {ArcLimits.MaxSets} sets have"));
        var reader = new ArcChainReader();
        foreach (HeaderField field in fields)
            reader.Add(field);
        ArcSet[] sets = [.. reader._sets.Values];
        return (sets, reader.Judge(sets));
    }

    /// <summary>The ARC fields of a message, from the top.</summary>
    public static IEnumerable<HeaderField> FieldsOf(MailMessage message) =>
        message.Fields.Where(field => field.Is(ArcFieldName.AuthenticationResults) || field.Is(ArcFieldName.MessageSignature) || field.Is(ArcFieldName.Seal));

    private void Add(HeaderField field)
    {
        if (field.Is(ArcFieldName.AuthenticationResults))
        {
            if (ArcAuthenticationResults.TryParse(field, out ArcAuthenticationResults? results, out ParseFailure failure))
                Put(field, results.Instance, set => set.AuthenticationResults is null ? set with { AuthenticationResults = results } : null);
            else
                Malformed(field, failure);
        }
        else if (!TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure detail))
        {
            Malformed(field, detail);
        }
        else if (!ArcSeal.TryReadInstance(tags, out int instance, out DkimSignatureFailure failure))
        {
            Malformed(field, failure.Detail);
        }
        else if (field.Is(ArcFieldName.Seal))
        {
            Put(field, instance, set => set.Seal is null ? set with { Seal = ReadSeal(field, tags) } : null);
        }
        else
        {
            Put(field, instance, set => set.MessageSignature is null ? set with { MessageSignature = ReadMessageSignature(field, tags) } : null);
        }
    }

    // The name is one of three, in the case of the message.
    private void Malformed(HeaderField field, ParseFailure failure) => _malformed ??=
        new ArcOutcome.Fail(ArcFault.InstanceMalformed, null, $"an {NameOf(field)} field belongs to no set: {failure}");

    private void Put(HeaderField field, int instance, Func<ArcSet, ArcSet?> add)
    {
        ArcSet set = _sets.GetValueOrDefault(instance) ?? new ArcSet(instance);
        if (add(set) is { } larger)
            _sets[instance] = larger;
        else
            _duplicate ??= Fail(ArcFault.DuplicateField, instance, $"set {instance} has {NameOf(field)} twice");
    }

    private static ArcSealReport ReadSeal(HeaderField field, TagList tags)
    {
        bool readable = ArcSeal.TryRead(field, tags, out ArcSeal? seal, out DkimSignatureFailure failure);
        return new ArcSealReport(field, readable ? NotReached : DkimVerifier.Unreadable(failure))
        {
            Seal = seal,
            ChainValidation = ArcWords.Read(tags.Value("cv")),
            ClaimedDomain = tags.Value("d"),
            ClaimedSelector = tags.Value("s"),
        };
    }

    private static DkimSignatureReport ReadMessageSignature(HeaderField field, TagList tags)
    {
        bool readable = DkimSignatureText.TryReadArc(field, tags, out DkimSignature? signature, out DkimSignatureFailure failure);
        return new DkimSignatureReport(field, readable ? NotReached : DkimVerifier.Unreadable(failure))
        {
            Signature = signature,
            ClaimedDomain = tags.Value("d"),
            ClaimedSelector = tags.Value("s"),
        };
    }

    private ArcOutcome.Fail? Judge(ArcSet[] sets)
    {
        // RFC 8617 §5.2 step 2
        if (sets is [.., { Seal.ChainValidation: ChainValidationStatus.Fail } newest])
            return Fail(ArcFault.MarkedFailed, newest.Instance, $"the newest seal says that the chain was broken before (cv=fail)");
        // Step 3
        return _malformed ?? _duplicate ?? sets.Select((set, index) => Judge(set, index + 1)).FirstOrDefault(failure => failure is not null);
    }

    private static ArcOutcome.Fail? Judge(ArcSet set, int expected)
    {
        // Step 3 A
        string? missing = set switch
        {
            { AuthenticationResults: null } => ArcFieldName.AuthenticationResults,
            { MessageSignature: null } => ArcFieldName.MessageSignature,
            { Seal: null } => ArcFieldName.Seal,
            _ => null,
        };
        if (missing is not null)
            return Fail(ArcFault.IncompleteSet, set.Instance, $"set {set.Instance} has no {missing}");
        // Step 3 B
        if (set.Instance != expected)
            return Fail(ArcFault.MissingSet, expected, $"set {expected} is missing");
        // Step 3 C
        ChainValidationStatus due = expected == 1 ? ChainValidationStatus.None : ChainValidationStatus.Pass;
        return set.Seal!.ChainValidation != due
            ? Fail(ArcFault.WrongChainValidation, expected, $"the seal of set {expected} does not say cv={ArcWords.Of(due)}")
            : null;
    }

    private static string NameOf(HeaderField field) =>
        field.Is(ArcFieldName.Seal) ? ArcFieldName.Seal : field.Is(ArcFieldName.MessageSignature) ? ArcFieldName.MessageSignature : ArcFieldName.AuthenticationResults;

    private static ArcOutcome.Fail Fail(ArcFault fault, int instance, FormattableString reason) => new(fault, instance, reason.ToString(CultureInfo.InvariantCulture));
}
