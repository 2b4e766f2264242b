using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.TransportSecurity.Dane;

/// <summary>
/// A TLSA record fit to authenticate an SMTP server: DANE-TA(2) or DANE-EE(3), selector Cert(0) or SPKI(1), matching type
/// Full(0), SHA2-256(1) or SHA2-512(2), with association data that fits. Only <see cref="TlsaUsability"/> makes one.
/// </summary>
public sealed class UsableTlsa
{
    internal UsableTlsa(TlsaRdata record) => Record = record;

    /// <summary>The record.</summary>
    public TlsaRdata Record { get; }

    /// <summary>DANE-TA(2) or DANE-EE(3).</summary>
    public TlsaCertificateUsage Usage => Record.Usage;

    /// <summary>Cert(0) or SPKI(1).</summary>
    public TlsaSelector Selector => Record.Selector;

    /// <summary>Full(0), SHA2-256(1) or SHA2-512(2).</summary>
    public TlsaMatchingType MatchingType => Record.MatchingType;

    /// <summary>The three parameters as in presentation form: <c>3 1 1</c>.</summary>
    public string Parameters => $"{(byte)Usage} {(byte)Selector} {(byte)MatchingType}";

    /// <summary>Presentation form of the RDATA.</summary>
    public override string ToString() => Record.ToString();
}
