using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>A denial judged, or the failure to look up what judging it needs.</summary>
internal abstract class DenialValidation
{
    private DenialValidation()
    {
    }

    public abstract T Match<T>(Func<Given, T> given, Func<Broken, T> broken, Func<LookupFailure, T> failed);

    /// <summary>Absent: proven so when secure; said so when insecure or indeterminate.</summary>
    public sealed class Given(Absence absence, SecurityStatus security, ExtendedDnsError? error, IReadOnlyList<ValidatedRRset> records, uint ttl) : DenialValidation
    {
        public Absence Absence { get; } = absence;

        public SecurityStatus Security { get; } = security;

        public ExtendedDnsError? Error { get; } = error;

        public IReadOnlyList<ValidatedRRset> Records { get; } = records;

        /// <summary>Seconds for which it may be kept: not beyond any of the records.</summary>
        public uint Ttl { get; } = ttl;

        public override T Match<T>(Func<Given, T> given, Func<Broken, T> broken, Func<LookupFailure, T> failed) => given(this);
    }

    /// <summary>The absence had to be proven and is not.</summary>
    public sealed class Broken(ExtendedDnsError error, IReadOnlyList<ValidatedRRset> records) : DenialValidation
    {
        public ExtendedDnsError Error { get; } = error;

        public IReadOnlyList<ValidatedRRset> Records { get; } = records;

        public override T Match<T>(Func<Given, T> given, Func<Broken, T> broken, Func<LookupFailure, T> failed) => broken(this);
    }

    public sealed class Failed(LookupFailure failure) : DenialValidation
    {
        public override T Match<T>(Func<Given, T> given, Func<Broken, T> broken, Func<LookupFailure, T> failed) => failed(failure);
    }
}
