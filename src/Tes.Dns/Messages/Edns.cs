using System.Text;
using Tes.Dns.Iana;

namespace Tes.Dns.Messages;

/// <summary>The OPT pseudo record of a message (RFC 6891 §6.1).</summary>
/// <param name="UdpPayloadSize">Largest UDP message its sender takes, octets.</param>
/// <param name="DnssecOk">DO: DNSSEC records wanted (RFC 3225).</param>
/// <param name="Options">Options in order.</param>
/// <param name="Version">0 is the only one there is.</param>
public sealed record Edns(ushort UdpPayloadSize, DnssecOk DnssecOk, IReadOnlyList<EdnsOption> Options, byte Version = 0)
{
    /// <summary>The Extended DNS Errors among the options (RFC 8914 §2).</summary>
    public IEnumerable<ExtendedDnsError> ExtendedErrors =>
        Options.Where(option => option.Code == EdnsOption.ExtendedErrorCode && option.Data.Length >= 2)
            .Select(option => new ExtendedDnsError(
                (ExtendedDnsErrorCode)((option.Data.Span[0] << 8) | option.Data.Span[1]),
                Encoding.UTF8.GetString(option.Data.Span[2..]).TrimEnd('\0')));
}
