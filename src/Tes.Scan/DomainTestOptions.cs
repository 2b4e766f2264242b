using System.Net;
using Tes.Scan.Survey.Politeness;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan;

/// <summary>How a domain is tested.</summary>
public sealed record DomainTestOptions
{
    /// <summary>Which address families are looked up and probed.</summary>
    public AddressFamilies Families { get; init; } = AddressFamilies.Both;

    /// <summary>The TCP port of SMTP, 1 to 65535; also in the owner name of TLSA records.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a port.</exception>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort);
            field = value;
        }
    } = SmtpProbe.DefaultPort;

    /// <summary>Hosts and addresses that are never connected to; their sessions are inconclusive and say so.</summary>
    public OptOutList OptOut { get; init; } = OptOutList.Empty;

    /// <summary>The time at which signatures and certificates must be valid; null for the present.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whether the presence of DMARC, MTA-STS and TLSRPT records is looked up too, as surveys count it.</summary>
    public bool LooksUpPolicies { get; init; }

    /// <summary>
    /// Most hosts whose look-ups and sessions are kept for the domains that come later, each for an hour, as surveys do; 0: none, and
    /// each test sees for itself.
    /// </summary>
    public int HostsKept { get; init; }
}
