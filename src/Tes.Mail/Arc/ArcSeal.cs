using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.Messages;

namespace Tes.Mail.Arc;

/// <summary>An ARC-Seal field (RFC 8617 §4.1.3) whose tags are all well-formed. Texts are a peer's: to be escaped wherever they are shown.</summary>
public sealed class ArcSeal
{
    private ArcSeal(HeaderField field) => Field = field;

    /// <summary>The field.</summary>
    public HeaderField Field { get; }

    /// <summary>i=: 1 to <see cref="ArcLimits.MaxSets"/>.</summary>
    public int Instance { get; private init; }

    /// <summary>cv=: what the sealer found when the message came.</summary>
    public ChainValidationStatus ChainValidation { get; private init; }

    /// <summary>a=.</summary>
    public DkimAlgorithm Algorithm { get; private init; }

    /// <summary>b=, decoded.</summary>
    public ReadOnlyMemory<byte> Signature { get; private init; }

    /// <summary>d=: who seals.</summary>
    public required DomainName SigningDomain { get; init; }

    /// <summary>s=.</summary>
    public required string Selector { get; init; }

    /// <summary>Where the key is: s=, _domainkey, d= (RFC 6376 §3.6.2.1).</summary>
    public required DomainName KeyName { get; init; }

    /// <summary>t=; null without one.</summary>
    public DateTimeOffset? Timestamp { get; private init; }

    /// <summary>Where the value of b= begins and ends in the field.</summary>
    internal (int Start, int End) SignatureRange { get; private init; }

    /// <summary>Reads a field of this name. Unknown tags mean nothing; c= and bh= are among them, h= is not allowed.</summary>
    /// <param name="field">The field.</param>
    /// <param name="seal">What it says.</param>
    /// <param name="failure">The first error.</param>
    public static bool TryParse(HeaderField field, [NotNullWhen(true)] out ArcSeal? seal, out DkimSignatureFailure failure)
    {
        ArgumentNullException.ThrowIfNull(field);
        seal = null;
        if (TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure detail))
            return TryRead(field, tags, out seal, out failure);
        failure = new DkimSignatureFailure(DkimFault.Syntax, detail);
        return false;
    }

    internal static bool TryRead(HeaderField field, TagList tags, [NotNullWhen(true)] out ArcSeal? seal, out DkimSignatureFailure failure)
    {
        seal = null;
        if (!TryReadInstance(tags, out int instance, out failure))
            return false;
        // RFC 8617 §4.1.3: what a seal signs is fixed, and h= MUST make the chain fail
        if (tags.Find("h") is not null)
            return DkimSignatureText.Fail(tags, "h", DkimFault.Syntax, "a list of signed fields (h=), which a seal must not have", out failure);
        if (ArcWords.Read(tags.Value("cv")) is not { } status)
            return DkimSignatureText.Fail(tags, "cv", DkimFault.Syntax, "no chain validation status (cv=) of none, pass or fail", out failure);
        if (!DkimSignatureText.TryReadAlgorithm(tags, out DkimAlgorithm algorithm, out failure)
            || !DkimSignatureText.TryReadSignature(tags, out byte[]? signature, out failure)
            || !DkimSignatureText.TryReadNames(tags, out DomainName? domain, out DomainName? keyName, out failure)
            || !DkimSignatureText.TryReadNumber(tags, "t", out long? time, out failure))
            return false;
        seal = new ArcSeal(field)
        {
            Instance = instance,
            ChainValidation = status,
            Algorithm = algorithm,
            Signature = signature,
            SigningDomain = domain,
            Selector = tags.Value("s")!,
            KeyName = keyName,
            Timestamp = DkimSignatureText.TimeOf(time),
            SignatureRange = DkimSignatureText.RangeOfSignature(field, tags),
        };
        return true;
    }

    /// <summary>i= of ARC-Seal or ARC-Message-Signature (RFC 8617 §4.2.1).</summary>
    internal static bool TryReadInstance(TagList tags, out int instance, out DkimSignatureFailure failure)
    {
        instance = 0;
        failure = default;
        if (tags.Value("i") is not { } text)
            return DkimSignatureText.Missing("i", out failure);
        // position = 1*2DIGIT
        return (text.Length <= 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out instance) && instance is >= 1 and <= ArcLimits.MaxSets)
            || DkimSignatureText.Fail(tags, "i", DkimFault.Syntax, $"an instance that is not 1 to {ArcLimits.MaxSets}", out failure);
    }
}
