using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>A DKIM-Signature (RFC 6376 §3.5) or ARC-Message-Signature field (RFC 8617 §4.1.2) whose tags are all well-formed. Texts are a peer's: to be escaped wherever they are shown.</summary>
public sealed class DkimSignature
{
    /// <summary>Name of the field.</summary>
    public const string FieldName = "DKIM-Signature";

    internal DkimSignature(HeaderField field) => Field = field;

    /// <summary>The field.</summary>
    public HeaderField Field { get; }

    /// <summary>a=.</summary>
    public DkimAlgorithm Algorithm { get; internal init; }

    /// <summary>b=, decoded.</summary>
    public ReadOnlyMemory<byte> Signature { get; internal init; }

    /// <summary>bh=, decoded.</summary>
    public ReadOnlyMemory<byte> BodyHash { get; internal init; }

    /// <summary>The first half of c=; simple without one.</summary>
    public DkimCanonicalization HeaderCanonicalization { get; internal init; }

    /// <summary>The second half of c=; simple without one.</summary>
    public DkimCanonicalization BodyCanonicalization { get; internal init; }

    /// <summary>d=, the SDID: who takes responsibility.</summary>
    public required DomainName SigningDomain { get; init; }

    /// <summary>s=.</summary>
    public required string Selector { get; init; }

    /// <summary>Where the key is: s=, _domainkey, d= (RFC 6376 §3.6.2.1).</summary>
    public required DomainName KeyName { get; init; }

    /// <summary>i=, the AUID, as written; @ and d= without one, and in ARC-Message-Signature, whose i= is the instance.</summary>
    public required string AgentIdentifier { get; init; }

    /// <summary>The domain of i=: at or below d=.</summary>
    public required DomainName AgentDomain { get; init; }

    /// <summary>h=: names of signed fields in order, repeated for repeated fields.</summary>
    public required IReadOnlyList<string> SignedFields { get; init; }

    /// <summary>l=: octets of the canonicalized body that are signed; null for all.</summary>
    public long? BodyLength { get; internal init; }

    /// <summary>t=; null without one.</summary>
    public DateTimeOffset? Timestamp { get; internal init; }

    /// <summary>x=; null without one.</summary>
    public DateTimeOffset? Expiration { get; internal init; }

    /// <summary>Where the value of b= begins and ends in the field.</summary>
    internal (int Start, int End) SignatureRange { get; init; }

    /// <summary>Reads a field of this name. Unknown tags mean nothing.</summary>
    public static bool TryParse(HeaderField field, [NotNullWhen(true)] out DkimSignature? signature, out DkimSignatureFailure failure)
    {
        ArgumentNullException.ThrowIfNull(field);
        signature = null;
        if (!TagList.TryParse(field.Value.Span, out TagList? tags, out ParseFailure detail))
        {
            failure = new DkimSignatureFailure(DkimFault.Syntax, detail);
            return false;
        }

        return DkimSignatureText.TryRead(field, tags, out signature, out failure);
    }
}
