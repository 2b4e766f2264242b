using System.Buffers.Binary;
using System.Security.Cryptography;
using Tes.Smtp;

namespace Tes.Scan.Survey;

/// <summary>Holds each certificate once, however many servers send it: those of the authorities, and those of providers at all their addresses.</summary>
internal sealed class CertificatePool
{
    /// <summary>Most certificates. Own limit: some 8 MB, kept by the pool alone at worst; those beyond it are held by each session.</summary>
    public const int MaxCertificates = 4096;

    private readonly RecentlyUsed<UInt128, byte[]> _certificates = new(MaxCertificates);

    /// <summary>A report with the octets of its certificates shared with others.</summary>
    public ProbeReport Share(ProbeReport report) => report.Tls is not { } tls
        ? report
        : report with
        {
            Tls = new TlsSession
            {
                ProtocolVersion = tls.ProtocolVersion,
                CipherSuite = tls.CipherSuite,
                Group = tls.Group,
                SignatureScheme = tls.SignatureScheme,
                CertificateChain = [.. tls.CertificateChain.Select(Share)],
            },
        };

    private ReadOnlyMemory<byte> Share(ReadOnlyMemory<byte> der)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der.Span, digest);
        return _certificates.GetOrAdd(BinaryPrimitives.ReadUInt128BigEndian(digest), der.ToArray);
    }
}
