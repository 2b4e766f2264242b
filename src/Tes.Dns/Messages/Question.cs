using Tes.Dns.Iana;

namespace Tes.Dns.Messages;

/// <summary>What is asked (RFC 1035 §4.1.2).</summary>
/// <param name="Name">QNAME.</param>
/// <param name="Type">QTYPE.</param>
/// <param name="Class">QCLASS.</param>
public sealed record Question(DomainName Name, RRType Type, RRClass Class = RRClass.IN)
{
    /// <summary><c>example.org. MX</c>, printable ASCII only.</summary>
    public override string ToString() => $"{Name} {Type.ToMnemonic()}";
}
