namespace Tes.Resolver.Iteration;

/// <summary>
/// How much work one question may cause when authoritative servers are asked. What a zone says decides whom we ask, so that
/// without limits it could make us flood others (NXNSAttack, CVE-2020-12662) or chase names in circles (TsuNAME).
/// </summary>
internal static class IterationLimits
{
    /// <summary>
    /// Most queries sent for one question, retries and addresses of name servers included. An honest cold one needs fewer than
    /// twenty. BIND allows 50 of iteration alone, Unbound 32 for each name of a server.
    /// </summary>
    public const int MaxQueries = 64;

    /// <summary>Most queries sent to the servers of one zone for one name: each of thirteen once, or few of them several times.</summary>
    public const int MaxQueriesPerZone = 16;

    /// <summary>How often one server is asked again that keeps silent: one datagram may be lost, and the waits double.</summary>
    public const int MaxTriesPerServer = 3;

    /// <summary>
    /// How deep looking up the address of a name server may depend on that of another. Unbound goes four deep; honest
    /// delegations need two.
    /// </summary>
    public const int MaxNesting = 4;

    /// <summary>Name servers of one delegation that are looked at: as many as the root has. BIND looks at 20.</summary>
    public const int MaxNameServers = 13;

    /// <summary>Addresses of one family that one name server may have. Own limit: names for a load-balanced set have up to four.</summary>
    public const int MaxAddressesPerFamily = 4;

    /// <summary>
    /// Name servers of one delegation whose addresses are looked up for one question. The authors of NXNSAttack advise few
    /// (MaxFetch); Unbound gives up after 5 that have none.
    /// </summary>
    public const int MaxAddressLookUps = 5;

    /// <summary>Delegations kept. Own limit: at some 500 octets each about 10 MiB.</summary>
    public const int MaxDelegations = 20_000;

    /// <summary>Name servers whose addresses are kept, and servers of which is known how they behave. Own limit: some 300 octets each.</summary>
    public const int MaxServers = 20_000;

    /// <summary>RFC 9156 §2.3: MAX_MINIMISE_COUNT, most questions with a shortened name.</summary>
    public const int MaxMinimiseCount = 10;

    /// <summary>RFC 9156 §2.3: MINIMISE_ONE_LAB, how many of them take one label more than the last.</summary>
    public const int MinimiseOneLabel = 4;

    /// <summary>Longest time a delegation or an address is kept, whatever its TTL. Unbound's cache-max-ttl: one day.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(1);

    /// <summary>How long it is known that a name server has no usable address (RFC 9520 §3.2: 1 s to 5 min for failures).</summary>
    public static readonly TimeSpan NoAddressKept = TimeSpan.FromSeconds(30);

    /// <summary>How long a question fails without being asked again (RFC 9520 §3.2: at least 1 s).</summary>
    public static readonly TimeSpan FailureKept = TimeSpan.FromSeconds(5);
}
