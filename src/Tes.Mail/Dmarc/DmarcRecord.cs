using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.Dmarc;

/// <summary>
/// A DMARC Policy Record (RFC 9989 §4.7). Its version is right; what else is wrong with it stands in <see cref="Faults"/>, and
/// the defaults stand in its place (RFC 9989 §4.8).
/// </summary>
public sealed class DmarcRecord
{
    internal DmarcRecord(string text, IReadOnlyList<RecordTag> tags, IReadOnlyList<ParseFailure> faults, IReadOnlyList<RecordRemark> remarks)
    {
        Text = text;
        Tags = tags;
        Faults = faults;
        Remarks = remarks;
    }

    /// <summary>The record, one character an octet: a peer's text, to be escaped wherever it is shown.</summary>
    public string Text { get; }

    /// <summary>Its tags in the order of the record, unknown ones too; those with a syntax error of their own are not among them.</summary>
    public IReadOnlyList<RecordTag> Tags { get; }

    /// <summary>Its syntax errors in the order of the record.</summary>
    public IReadOnlyList<ParseFailure> Faults { get; }

    /// <summary>What its owner should know: tags that mean nothing any longer, or nothing here.</summary>
    public IReadOnlyList<RecordRemark> Remarks { get; }

    /// <summary>p; null where it is missing or not valid.</summary>
    public DmarcPolicy? Policy { get; internal init; }

    /// <summary>sp; null where it is missing or not valid.</summary>
    public DmarcPolicy? SubdomainPolicy { get; internal init; }

    /// <summary>np; null where it is missing or not valid.</summary>
    public DmarcPolicy? NonexistentSubdomainPolicy { get; internal init; }

    /// <summary>adkim.</summary>
    public AlignmentMode DkimAlignment { get; internal init; }

    /// <summary>aspf.</summary>
    public AlignmentMode SpfAlignment { get; internal init; }

    /// <summary>psd.</summary>
    public PsdFlag Psd { get; internal init; }

    /// <summary>t.</summary>
    public PolicyTestMode TestMode { get; internal init; }

    /// <summary>fo; to be ignored without <see cref="FailureReportUris"/>.</summary>
    public FailureReportOptions FailureOptions { get; internal init; } = FailureReportOptions.AllMechanismsFail;

    /// <summary>rua: the URIs that are valid, in order.</summary>
    public IReadOnlyList<ReportUri> AggregateReportUris { get; internal init; } = [];

    /// <summary>ruf: the URIs that are valid, in order.</summary>
    public IReadOnlyList<ReportUri> FailureReportUris { get; internal init; } = [];

    /// <summary>What a receiver makes of it.</summary>
    public RecordApplicability Applicability { get; internal init; }

    /// <summary>Whether a TXT record is a DMARC Policy Record at all: <c>v=DMARC1</c> first and in this case (RFC 9989 §4.10, steps 2 and 6).</summary>
    public static bool HasVersion(string text) => DmarcRecordText.HasVersion(text);

    /// <summary>Reads a record.</summary>
    /// <param name="text">The strings of the TXT record joined without separator, one character an octet.</param>
    /// <param name="record">The record.</param>
    /// <param name="failure">Why it is none: the version.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record, out ParseFailure failure) =>
        DmarcRecordText.TryParse(text, out record, out failure);

    /// <summary>The policy for a domain, before <see cref="TestMode"/> (RFC 9989 §4.7 and §4.10.1).</summary>
    /// <param name="wanted"><see cref="PolicyTag.P"/> for the domain of the record, else what the subdomain is.</param>
    /// <returns>The policy, and the tag that it comes from: np falls back to sp, and sp to p.</returns>
    /// <exception cref="InvalidOperationException">No DMARC processing takes place with this record.</exception>
    public (DmarcPolicy Policy, PolicyTag Tag) PolicyFor(PolicyTag wanted)
    {
        if (Applicability == RecordApplicability.NoProcessing)
            throw new InvalidOperationException("The record has no policy.");
        if (Applicability == RecordApplicability.AsPolicyNone)
            return (DmarcPolicy.None, PolicyTag.P);
        if (wanted == PolicyTag.Np && NonexistentSubdomainPolicy is { } nonexistent)
            return (nonexistent, PolicyTag.Np);
        if (wanted != PolicyTag.P && SubdomainPolicy is { } subdomain)
            return (subdomain, PolicyTag.Sp);
        return (Policy!.Value, PolicyTag.P);
    }

    /// <summary>What the owner wants done with mail that fails: the policy, or one level below it in test mode (RFC 9989 §4.7, tag t).</summary>
    public DmarcPolicy Lower(DmarcPolicy policy) => TestMode == PolicyTestMode.Test && policy != DmarcPolicy.None ? policy - 1 : policy;
}
