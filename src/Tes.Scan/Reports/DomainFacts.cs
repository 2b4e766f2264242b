using Tes.Mail.Spf;
using Tes.Scan.Domains;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Reports;

/// <summary>Everything that was seen of a domain. Nothing is judged yet; the checks do that.</summary>
public sealed record DomainFacts
{
    /// <summary>The domain.</summary>
    public required MailDomain Domain { get; init; }

    /// <summary>Where its mail goes.</summary>
    public required MxResolution Mx { get; init; }

    /// <summary>The MX hosts in the order in which senders try them.</summary>
    public required IReadOnlyList<HostReport> Hosts
    {
        get;
        init
        {
            field = value;
            Addresses = [.. value.SelectMany(host => host.Addresses.Select(address => (host, address)))];
        }
    }

    /// <summary>Each address with its host, in order.</summary>
    public IReadOnlyList<(HostReport Host, AddressReport Address)> Addresses { get; private init; } = [];

    /// <summary>What an RFC 7672 sender with opportunistic DANE does with mail to the domain now.</summary>
    public required DeliveryPrediction Delivery { get; init; }

    /// <summary>Its SPF record.</summary>
    public required SpfLookup Spf { get; init; }

    /// <summary>What it publishes of other policies; null where that was not looked up.</summary>
    public PolicyLookups? Policies { get; init; }

    /// <summary>Which address families were tested.</summary>
    public required AddressFamilies Families { get; init; }

    /// <summary>The TCP port of SMTP.</summary>
    public required int Port { get; init; }

    /// <summary>The time at which signatures and certificates had to be valid.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What is wrong with the resolver that was asked, as one sentence; null where nothing is. Then nothing said about the domain counts.</summary>
    public string? ResolverTrouble { get; init; }

    internal IReadOnlyList<MxRemark> MxRemarks => Mx switch
    {
        MxResolution.Mx mx => mx.Remarks,
        MxResolution.Null @null => @null.Remarks,
        _ => [],
    };
}
