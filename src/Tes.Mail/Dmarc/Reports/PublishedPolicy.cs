namespace Tes.Mail.Dmarc.Reports;

/// <summary>The policy as the receiver saw it (RFC 9990 §3.1.1.4); null where the element is missing.</summary>
public sealed record PublishedPolicy
{
    /// <summary>domain: the DMARC Policy Domain.</summary>
    public string? Domain { get; init; }

    /// <summary>discovery_method: <c>treewalk</c> or <c>psl</c>.</summary>
    public string? DiscoveryMethod { get; init; }

    /// <summary>p.</summary>
    public string? Policy { get; init; }

    /// <summary>sp.</summary>
    public string? SubdomainPolicy { get; init; }

    /// <summary>np.</summary>
    public string? NonexistentSubdomainPolicy { get; init; }

    /// <summary>adkim.</summary>
    public string? DkimAlignment { get; init; }

    /// <summary>aspf.</summary>
    public string? SpfAlignment { get; init; }

    /// <summary>fo.</summary>
    public string? FailureOptions { get; init; }

    /// <summary>testing: the tag t.</summary>
    public string? Testing { get; init; }
}
