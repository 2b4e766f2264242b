using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.MtaSts;

/// <summary>A policy as it is fetched over HTTPS (RFC 8461 §3.2), valid.</summary>
public sealed class MtaStsPolicy
{
    internal MtaStsPolicy(MtaStsMode mode, int maxAge, IReadOnlyList<MxPattern> mx, IReadOnlyList<RecordTag> fields, IReadOnlyList<RecordRemark> remarks)
    {
        Mode = mode;
        MaxAge = maxAge;
        Mx = mx;
        Fields = fields;
        Remarks = remarks;
    }

    /// <summary>mode.</summary>
    public MtaStsMode Mode { get; }

    /// <summary>max_age in seconds: 0 to <see cref="MtaStsLimits.MaxMaxAge"/>.</summary>
    public int MaxAge { get; }

    /// <summary>The mx patterns in order; empty only with <see cref="MtaStsMode.None"/>.</summary>
    public IReadOnlyList<MxPattern> Mx { get; }

    /// <summary>All its fields in order; values are a peer's text in UTF-8, to be escaped wherever they are shown.</summary>
    public IReadOnlyList<RecordTag> Fields { get; }

    /// <summary>What its owner should know: fields that are ignored.</summary>
    public IReadOnlyList<RecordRemark> Remarks { get; }

    /// <summary>Whether mail may go to an MX host as far as its name goes (RFC 8461 §4.1); its certificate is another matter.</summary>
    public bool Allows(DomainName mxHost) => Mx.Any(pattern => pattern.Matches(mxHost));

    /// <summary>Reads a policy.</summary>
    /// <param name="octets">The body of the response, UTF-8.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="failure">The first error, at a place in octets.</param>
    public static bool TryParse(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out MtaStsPolicy? policy, out ParseFailure failure) =>
        MtaStsPolicyText.TryParse(octets, out policy, out failure);
}
