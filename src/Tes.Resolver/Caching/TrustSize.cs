using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Resolver.Validation;

namespace Tes.Resolver.Caching;

/// <summary>Estimated octets of a step of a chain of trust: what it adds to the step above, which is counted there.</summary>
internal static class TrustSize
{
    private const int Step = HeapSize.Object + (3 * HeapSize.Reference) + 8;

    // Zone trust and zone step with their lists.
    private const int Zone = 320;

    // Own choice: a zone with four keys in rollover, two DS and their signatures takes less; it is shared by the answers of the zone.
    private const int UsualStep = 8192;

    // A key object of the system's cryptography with what it holds outside of the heap, for RSA and for elliptic curves alike.
    private const int ImportedKey = 2048;

    public static int Of(DomainName name, TrustStep step) => HeapSize.Of(name) + Step + step.Trust switch
    {
        ZoneTrust.Secure secure when secure.Zone == name => Zone + Of(secure.Step) + (secure.Keys.Count * ImportedKey),
        // No zone cut at the name: it has the trust of the zone above.
        ZoneTrust.Secure => 0,
        ZoneTrust.Failed failed => Zone + HeapSize.Of(failed.Failure),
        { } other => Zone + Of(other.Step),
    };

    /// <summary>
    /// What a zone's step takes more than usual, and every answer that tells of it may keep alive when the step itself is gone
    /// from its cache.
    /// </summary>
    public static int ExcessOf(ValidationTrace trace)
    {
        int octets = 0;
        // By index, here and below: an enumerator of an interface is an object of its own.
        for (int i = 0; i < trace.Zones.Count; i++)
            octets += Math.Max(0, Of(trace.Zones[i]) - UsualStep);
        return octets;
    }

    private static int Of(ZoneStep? step)
    {
        if (step is null)
            return 0;
        int octets = HeapSize.Of(step.Note) + HeapSize.Of(step.Error) + HeapSize.Of(step.Denial) + Of(step.DelegationSignerSet) + Of(step.KeySet)
            + HeapSize.OfReferences(step.CheckedSigners.Count) + (step.CheckedSigners.Count * (HeapSize.Object + (3 * HeapSize.Reference)));
        for (int i = 0; i < step.DelegationSigners.Count; i++)
            octets += HeapSize.Object + 32 + HeapSize.OfOctets(step.DelegationSigners[i].Digest.Length + 4);
        for (int i = 0; i < step.Keys.Count; i++)
            octets += HeapSize.Object + 32 + HeapSize.OfOctets(step.Keys[i].PublicKey.Length + 4);
        return octets;
    }

    private static int Of(ValidatedRRset? set) => set is null ? 0 : HeapSize.Of(set);
}
