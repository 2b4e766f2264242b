using System.Net;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>The parameters of check_host() (RFC 7208 §4.1), made out of a request.</summary>
internal sealed class SpfSender
{
    // RFC 7208 §4.3: stands for a local-part that is not there
    private const string MissingLocalPart = "postmaster";

    public SpfSender(SpfRequest request)
    {
        Request = request;
        Address = request.Client.IsIPv4MappedToIPv6 ? request.Client.MapToIPv4() : request.Client;
        // RFC 7208 §2.4: a null reverse-path stands for postmaster at the HELO name
        Identity = request.MailFrom.Length == 0 ? SpfIdentity.Helo : request.Identity;
        int at = request.MailFrom.LastIndexOf('@');
        string localPart = Identity == SpfIdentity.Helo || at < 0 ? string.Empty : request.MailFrom[..at];
        LocalPart = localPart.Length == 0 ? MissingLocalPart : localPart;
        string domain = Identity == SpfIdentity.Helo ? request.Helo : request.MailFrom[(at + 1)..];
        Domain = domain.EndsWith('.') ? domain[..^1] : domain;
    }

    public SpfRequest Request { get; }

    /// <summary>IPv4 or IPv6, never IPv4-mapped.</summary>
    public IPAddress Address { get; }

    public bool IsIPv4 => SpfAddresses.IsIPv4(Address);

    /// <summary>The identity that is checked in the end.</summary>
    public SpfIdentity Identity { get; }

    public string LocalPart { get; }

    /// <summary>Without final dot, so that macros can go on after it.</summary>
    public string Domain { get; }
}
