using Tes.Interop.Tests.Cases.Dnssec;
using Tes.Interop.Tests.Resolvers;

namespace Tes.Interop.Tests.Oracles;

/// <summary>Asks the oracles. The resolvers among them are asked all questions at once, when the first is.</summary>
internal sealed class Validators
{
    private readonly DelvVerdicts _delv;
    private readonly Dictionary<Oracle, Lazy<ResolverVerdicts>> _resolvers;

    public Validators(Addresses addresses, string delvAnchorFile, IReadOnlyList<DnssecCase> cases)
    {
        _delv = new DelvVerdicts(addresses.Of(Resolver.Unbound), delvAnchorFile);
        _resolvers = new[]
        {
            (Oracle.Unbound, Resolver.Unbound),
            (Oracle.Bind, Resolver.Bind),
            (Oracle.KnotResolver, Resolver.KnotResolver),
        }.ToDictionary(pair => pair.Item1, pair => new Lazy<ResolverVerdicts>(() => new ResolverVerdicts(addresses.Of(pair.Item2), cases)));
    }

    public Task<Verdict> AskAsync(Oracle oracle, DnssecCase @case) =>
        oracle == Oracle.Delv ? _delv.OfAsync(@case) : _resolvers[oracle].Value.OfAsync(@case);
}
