using System.Diagnostics;
using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Which record governs mail from a domain (RFC 9989 §4.10.1): a closed set, made by <see cref="DmarcPolicyDiscovery"/>.</summary>
public abstract record DmarcDiscovery
{
    private DmarcDiscovery(DmarcWalk walk) => Walk = walk;

    /// <summary>
    /// The queries that were made. It can have failed above a record that governs: then the Organizational Domain is not known, and
    /// the policy is.
    /// </summary>
    public DmarcWalk Walk { get; }

    /// <summary>Calls the function for the case that this is.</summary>
    public T Match<T>(Func<Governed, T> governed, Func<NotPublished, T> notPublished, Func<Undetermined, T> undetermined)
    {
        ArgumentNullException.ThrowIfNull(governed);
        ArgumentNullException.ThrowIfNull(notPublished);
        ArgumentNullException.ThrowIfNull(undetermined);
        return this switch
        {
            Governed one => governed(one),
            NotPublished one => notPublished(one),
            Undetermined one => undetermined(one),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A record governs.</summary>
    public sealed record Governed : DmarcDiscovery
    {
        internal Governed(DmarcWalk walk, DomainName recordDomain, DmarcRecord record, PolicyRecordRole role, SecurityStatus security)
            : base(walk)
        {
            RecordDomain = recordDomain;
            Record = record;
            Role = role;
            Security = security;
        }

        /// <summary>The DMARC Policy Domain: where the record stands.</summary>
        public DomainName RecordDomain { get; }

        /// <summary>The record; it may be one with which no processing takes place (<see cref="RecordApplicability.NoProcessing"/>).</summary>
        public DmarcRecord Record { get; }

        /// <summary>Whose record it is.</summary>
        public PolicyRecordRole Role { get; }

        /// <summary>The weakest status of the answers that make this record govern: its own, and the absences on the way to it.</summary>
        public SecurityStatus Security { get; }

        /// <summary>Whether the Author Domain exists; null where nobody has to know, as only np depends on it.</summary>
        public DomainExistence? Existence { get; internal init; }

        /// <summary>
        /// The policy that applies, before test mode, with the tag that it is from; null where no processing takes place, or where it
        /// depends on whether the Author Domain exists and that is not known.
        /// </summary>
        public (DmarcPolicy Policy, PolicyTag Tag)? Policy =>
            Record.Applicability == RecordApplicability.NoProcessing || Existence is { State: DomainExistenceState.Undetermined } ? null
            : Record.PolicyFor(
                Role == PolicyRecordRole.AuthorDomain ? PolicyTag.P
                : Existence is { State: DomainExistenceState.DoesNotExist } ? PolicyTag.Np
                : PolicyTag.Sp);
    }

    /// <summary>No record governs: DMARC does not apply.</summary>
    public sealed record NotPublished : DmarcDiscovery
    {
        internal NotPublished(DmarcWalk walk)
            : base(walk)
        {
        }
    }

    /// <summary>A query failed or was bogus before a record that governs was found: nothing may be concluded.</summary>
    public sealed record Undetermined : DmarcDiscovery
    {
        internal Undetermined(DmarcWalk walk, DmarcWalkStep step)
            : base(walk) => Step = step;

        /// <summary>The query.</summary>
        public DmarcWalkStep Step { get; }
    }
}
