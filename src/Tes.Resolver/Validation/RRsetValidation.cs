using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>An RRset judged, or the failure to look up what judging it needs.</summary>
internal abstract class RRsetValidation
{
    private RRsetValidation()
    {
    }

    public abstract T Match<T>(Func<ValidatedRRset, T> judged, Func<LookupFailure, T> failed);

    public sealed class Judged(ValidatedRRset rrset) : RRsetValidation
    {
        public override T Match<T>(Func<ValidatedRRset, T> judged, Func<LookupFailure, T> failed) => judged(rrset);
    }

    public sealed class Failed(LookupFailure failure) : RRsetValidation
    {
        public override T Match<T>(Func<ValidatedRRset, T> judged, Func<LookupFailure, T> failed) => failed(failure);
    }
}
