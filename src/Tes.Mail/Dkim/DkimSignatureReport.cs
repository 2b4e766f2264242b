using System.Globalization;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>One DKIM-Signature field and what came of it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Outcome">The verdict.</param>
public sealed record DkimSignatureReport(HeaderField Field, DkimOutcome Outcome)
{
    /// <summary>The field read; null where it cannot be.</summary>
    public DkimSignature? Signature { get; init; }

    /// <summary>d= as written, also of a signature that cannot be used; null where there is none. A peer's text, to be escaped, as is the selector.</summary>
    public string? ClaimedDomain { get; init; }

    /// <summary>
    /// d= to show, and to be escaped: in A-labels where the field could be read, so that what looks like another domain does not, else as
    /// written; null where there is none.
    /// </summary>
    public string? ShownDomain => Signature?.SigningDomain.ToDisplayString() ?? ClaimedDomain;

    /// <summary>s= as written; null where there is none.</summary>
    public string? ClaimedSelector { get; init; }

    /// <summary>What is published under the name of the key, with its DNSSEC status; null where nobody asked.</summary>
    public DkimKeyLookup? Lookup { get; init; }

    /// <summary>The key record that decided; null where there is none.</summary>
    public DkimKeyRecord? KeyRecord { get; init; }

    /// <summary>The key that decided; null where there is none.</summary>
    public DkimPublicKey? Key { get; init; }

    /// <summary>Octets of the canonicalized body behind l=: anybody may have put them there (RFC 6376 §8.2).</summary>
    public long UnsignedBodyOctets { get; init; }

    /// <summary>
    /// Names of fields that may stand once, stand more often, and are signed less often than that: another program may show the
    /// one that is not signed (RFC 6376 §8.15).
    /// </summary>
    public IReadOnlyList<string> PartlySignedFields { get; init; } = [];

    /// <summary>Own limit: a field with the results of all signatures must stay within what readers of it take.</summary>
    private const int MostNamed = 3;

    /// <summary>What it leaves unsigned, as comments of a result.</summary>
    internal IEnumerable<string> UnsignedParts
    {
        get
        {
            if (UnsignedBodyOctets > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{UnsignedBodyOctets} octets of the body not signed");
            foreach (string name in PartlySignedFields.Take(MostNamed))
                yield return $"a {name} field not signed";
            if (PartlySignedFields.Count > MostNamed)
                yield return string.Create(CultureInfo.InvariantCulture, $"{PartlySignedFields.Count - MostNamed} other fields not signed");
        }
    }

    /// <summary>Whether one of several From fields is not signed: whoever put it there, the signature does not speak for them.</summary>
    public bool LeavesAuthorUnsigned => PartlySignedFields.Contains("From", StringComparer.OrdinalIgnoreCase);
}
