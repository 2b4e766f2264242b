using Tes.Interop.Tests.Names;
using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>CNAME and DNAME chains: the weakest link decides.</summary>
internal static class AliasCases
{
    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new("alias.nord.")
        {
            Records = """
                www A 192.0.2.1
                short CNAME www
                long CNAME short
                across CNAME www.alias-target.west.
                twice CNAME back.alias-target.west.
                insecure CNAME www.alias-unsigned.nord.
                insecure-tld CNAME www.alias-unsigned.sued.
                bogus CNAME www.alias-bogus.nord.
                nothing CNAME nothing.alias-target.west.
                nodata CNAME nodata.alias-target.west.
                insecure-nothing CNAME nothing.alias-unsigned.nord.
                through CNAME to-secure.alias-unsigned.nord.
                tree DNAME alias-target.west.
                local DNAME inner
                www.inner A 192.0.2.2
                insecure-tree DNAME alias-unsigned.nord.
                bogus-tree DNAME alias-bogus.nord.
                """,
        },
        new("alias-target.west.")
        {
            Records = "www A 192.0.2.3\nback CNAME www.alias.nord.\nnodata TXT \"no address\"\n*.wild CNAME www",
            Denial = Denial.Nsec3(),
            Server = NameServer.Knot,
        },
        new("alias-unsigned.nord.")
        {
            Records = "www A 192.0.2.4\nto-secure CNAME www.alias.nord.\nto-bogus CNAME www.alias-bogus.nord.\ntree DNAME alias-target.west.",
            Signer = Signer.None,
            Ds = [],
        },
        new("alias-unsigned.sued.") { Records = "www A 192.0.2.5", Signer = Signer.None, Ds = [] },
        new("alias-bogus.nord.") { Records = "www A 192.0.2.6", Ds = [DsForm.WrongDigestSha256] },
        new("alias-broken.nord.")
        {
            Records = "www A 192.0.2.7\nalias CNAME www.alias-target.west.\ntree DNAME alias-target.west.",
            Damage = zone => zone.WithSpoiltSignature("alias", "CNAME").WithSpoiltSignature("tree", "DNAME"),
        },
    ];

    public static IReadOnlyList<DnssecCase> Cases { get; } =
    [
        new("alias within a zone", "RFC 4035 §5.3", "short.alias.nord", "A", Security.Secure),
        new("alias of an alias", "RFC 4035 §5.3", "long.alias.nord", "A", Security.Secure),
        new("asking for the CNAME itself", "RFC 4035 §5.3", "bogus.alias.nord", "CNAME", Security.Secure),
        new("alias from a secure to a secure zone", "RFC 4035 §5.3", "across.alias.nord", "A", Security.Secure),
        new("alias to another zone and back", "RFC 4035 §5.3", "twice.alias.nord", "A", Security.Secure),
        new("alias from a secure to an insecure zone", "RFC 4035 §4.3", "insecure.alias.nord", "A", Security.Insecure),
        new("alias from a secure to an insecure zone below opt-out", "RFC 5155 §9.2", "insecure-tld.alias.nord", "A", Security.Insecure),
        new("alias from an insecure to a secure zone", "RFC 4035 §4.3", "to-secure.alias-unsigned.nord", "A", Security.Insecure),
        new("alias from a secure through an insecure to a secure zone", "RFC 4035 §4.3", "through.alias.nord", "A", Security.Insecure),
        new("alias from a secure to a bogus zone", "RFC 4035 §5.5", "bogus.alias.nord", "A", Security.Bogus),
        new("alias from an insecure to a bogus zone", "RFC 4035 §5.5", "to-bogus.alias-unsigned.nord", "A", Security.Bogus),
        new("alias to a name that does not exist", "RFC 4035 §5.4", "nothing.alias.nord", "A", Security.Secure),
        new("alias to a name without such a record", "RFC 4035 §5.4", "nodata.alias.nord", "A", Security.Secure),
        new("alias to a name that does not exist in an insecure zone", "RFC 4035 §4.3", "insecure-nothing.alias.nord", "A", Security.Insecure),
        new("alias to an alias from a wildcard", "RFC 4035 §5.3.4", "x.wild.alias-target.west", "A", Security.Secure),
        new("the signature over the alias is broken", "RFC 4035 §5.3.3", "alias.alias-broken.nord", "A", Security.Bogus),
        new("DNAME to a secure zone", "RFC 6672 §5.3.1", "www.tree.alias.nord", "A", Security.Secure),
        new("DNAME within a zone", "RFC 6672 §5.3.1", "www.local.alias.nord", "A", Security.Secure),
        new("DNAME to a name that does not exist", "RFC 6672 §5.3.1", "nothing.tree.alias.nord", "A", Security.Secure),
        new("DNAME to an insecure zone", "RFC 6672 §5.3.1", "www.insecure-tree.alias.nord", "A", Security.Insecure),
        new("DNAME from an insecure zone", "RFC 6672 §5.3.1", "www.tree.alias-unsigned.nord", "A", Security.Insecure),
        new("DNAME to a bogus zone", "RFC 6672 §5.3.1", "www.bogus-tree.alias.nord", "A", Security.Bogus),
        new("the signature over the DNAME is broken", "RFC 6672 §5.3.1", "www.tree.alias-broken.nord", "A", Security.Bogus),
        new("CNAME below a DNAME", "RFC 6672 §5.3.1", "www.tree.alias.nord", "CNAME", Security.Secure)
        {
            Divergences = new Dictionary<Oracle, Divergence>
            {
                [Oracle.Unbound] = new("cname-below-dname", "bogus"),
                // It asks through Unbound.
                [Oracle.Delv] = new("cname-below-dname", "bogus"),
            },
        },
        new("asking at the owner of a DNAME", "RFC 6672 §2.3", "tree.alias.nord", "DNAME", Security.Secure),
        new("asking for another type at the owner of a DNAME", "RFC 6672 §2.3", "tree.alias.nord", "A", Security.Secure),
    ];
}
