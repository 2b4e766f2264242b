namespace Tes.Interop.Tests.Resolvers;

/// <summary>kresd.conf of a validating Knot Resolver.</summary>
internal static class KnotResolverConfiguration
{
    // NO_CACHE: from NSEC records in its cache it would make up denials that hide the servers' own, and no option forbids that.
    // ALLOW_LOCAL: it asks no server on 127/8 otherwise. The modules would ask the root for its key tags and the time.
    public static string Text(string address, PrivateRoot root) => $$"""
        modules.unload('ta_signal_query')
        modules.unload('ta_update')
        modules.unload('detect_time_skew')
        modules.unload('priming')
        log_target('stderr')
        net.ipv6 = false
        net.listen('{{address}}', 53, { kind = 'dns' })
        cache.size = 20 * MB
        option('ALLOW_LOCAL', true)
        policy.add(policy.all(policy.FLAGS('NO_CACHE')))
        modules.load('hints')
        hints.root({ ['ns.'] = { '{{root.Address}}' } })
        trust_anchors.remove('.')
        trust_anchors.add_file('{{root.TrustAnchorFile}}', true)

        """;
}
