using System.Diagnostics;
using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Mail.TagLists;

namespace Tes.Mail.Dmarc;

/// <summary>Whether reports may be sent to a URI (RFC 9990 §4): a closed set, made by <see cref="ReportDestinations"/>.</summary>
public abstract record ReportDestination
{
    private ReportDestination(ReportUri uri) => Uri = uri;

    /// <summary>The URI in the DMARC Policy Record.</summary>
    public ReportUri Uri { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public T Match<T>(Func<Internal, T> isInternal, Func<Authorized, T> authorized, Func<Unauthorized, T> unauthorized, Func<Undetermined, T> undetermined, Func<NotExamined, T> notExamined)
    {
        ArgumentNullException.ThrowIfNull(isInternal);
        ArgumentNullException.ThrowIfNull(authorized);
        ArgumentNullException.ThrowIfNull(unauthorized);
        ArgumentNullException.ThrowIfNull(undetermined);
        ArgumentNullException.ThrowIfNull(notExamined);
        return this switch
        {
            Internal one => isInternal(one),
            Authorized one => authorized(one),
            Unauthorized one => unauthorized(one),
            Undetermined one => undetermined(one),
            NotExamined one => notExamined(one),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>It is in the same Organizational Domain as the record: no authorisation is needed.</summary>
    public sealed record Internal : ReportDestination
    {
        internal Internal(ReportUri uri)
            : base(uri)
        {
        }
    }

    /// <summary>The destination says that it takes the reports.</summary>
    public sealed record Authorized : ReportDestination
    {
        internal Authorized(ReportUri uri, DomainName recordName, IReadOnlyList<ReportUri> overrides, SecurityStatus security)
            : base(uri)
        {
            RecordName = recordName;
            Overrides = overrides;
            Security = security;
        }

        /// <summary>Where it says so: <c>domain._report._dmarc.destination</c>.</summary>
        public DomainName RecordName { get; }

        /// <summary>The URIs, on the same host, that it wants the reports sent to instead; empty where it wants nothing else.</summary>
        public IReadOnlyList<ReportUri> Overrides { get; }

        /// <summary>The status of the answer.</summary>
        public SecurityStatus Security { get; }
    }

    /// <summary>Nothing must be sent there.</summary>
    public sealed record Unauthorized : ReportDestination
    {
        internal Unauthorized(ReportUri uri, DomainName? recordName, string reason)
            : base(uri)
        {
            RecordName = recordName;
            Reason = reason;
        }

        /// <summary>Where the authorisation is missing; null where its name would be too long.</summary>
        public DomainName? RecordName { get; }

        /// <summary>Why, a clause of ours, safe to show.</summary>
        public string Reason { get; }
    }

    /// <summary>A look-up failed or was bogus: it is not known.</summary>
    public sealed record Undetermined : ReportDestination
    {
        internal Undetermined(ReportUri uri, Answer answer)
            : base(uri) => Answer = answer;

        /// <summary>The look-up.</summary>
        public Answer Answer { get; }
    }

    /// <summary>It has no host name to ask, or there are more than <see cref="DmarcLimits.MaxReportDestinations"/>.</summary>
    public sealed record NotExamined : ReportDestination
    {
        internal NotExamined(ReportUri uri)
            : base(uri)
        {
        }
    }
}
