using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tes.Dns;

namespace Tes.TransportSecurity.Pkix;

/// <summary>Reads the certificates of a PEM file (RFC 7468).</summary>
public static class PemCertificates
{
    /// <summary>Longest text in characters: a chain of the greatest length, with room for the text around it.</summary>
    public const int MaxTextLength = 4 * 1024 * 1024;

    // RFC 7468 §5.1; the second is an old form of the first
    private static readonly string[] CertificateLabels = ["CERTIFICATE", "X509 CERTIFICATE"];

    /// <summary>Reads all certificates of a text, in their order; other blocks, such as the private key in a server's combined file, are passed over.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="certificates">One or more.</param>
    /// <param name="failure">Why there is none.</param>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out IReadOnlyList<PeerCertificate>? certificates, [NotNullWhen(false)] out PemFailure? failure)
    {
        certificates = null;
        if (!TryReadDer(text, out IReadOnlyList<ReadOnlyMemory<byte>>? contents, out failure))
            return false;
        var read = new List<PeerCertificate>();
        foreach (ReadOnlyMemory<byte> der in contents)
        {
            if (!PeerCertificate.TryRead(der, out PeerCertificate? certificate, out ParseFailure parseFailure))
                return Fail(PemFault.Malformed, $"certificate {read.Count + 1} of the file cannot be read: {parseFailure.Reason}", out failure);
            read.Add(certificate);
        }

        certificates = read;
        return true;
    }

    /// <summary>As <see cref="TryRead"/>, but what the certificates hold is not looked at: DANE-EE(3) can match one that nobody can read.</summary>
    public static bool TryReadDer(
        string text, [NotNullWhen(true)] out IReadOnlyList<ReadOnlyMemory<byte>>? certificates, [NotNullWhen(false)] out PemFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        certificates = null;
        failure = null;
        if (text.Length > MaxTextLength)
            return Fail(PemFault.TooLarge, "the file is larger than 4 MiB", out failure);
        var read = new List<ReadOnlyMemory<byte>>();
        var otherLabels = new List<string>();
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            if (CertificateLabels.Contains(label))
                read.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            else
                otherLabels.Add(label);
            if (read.Count > DerLimits.MaxChainLength)
                return Fail(PemFault.TooLarge, $"the file holds more than {DerLimits.MaxChainLength} certificates", out failure);
            rest = rest[fields.Location.End..];
        }

        // A block with a damaged line is not found at all; without this check the issuer behind a damaged leaf would pass for the leaf
        if (CertificateLabels.Sum(label => Count(text, $"-----BEGIN {label}-----")) != read.Count)
            return Fail(PemFault.Malformed, "a certificate block of the file is damaged: wrong base64 text, or no matching END line", out failure);
        if (read.Count == 0)
            return FailWithout(otherLabels, out failure);
        certificates = read;
        return true;
    }

    private static int Count(ReadOnlySpan<char> text, string what) => text.Count(what);

    private static bool FailWithout(List<string> labels, out PemFailure failure)
    {
        if (labels.Count == 0)
            return Fail(PemFault.NotPem, "the file is not PEM: it has no -----BEGIN CERTIFICATE----- block (openssl x509 -inform DER converts a binary one)", out failure);
        return labels.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            ? Fail(PemFault.OnlyPrivateKey, "the file holds a private key and no certificate", out failure)
            : Fail(PemFault.NoCertificate, $"the file holds no certificate, only {PeerText.Escape(labels[0])}", out failure);
    }

    private static bool Fail(PemFault fault, string reason, out PemFailure failure)
    {
        failure = new PemFailure(fault, reason);
        return false;
    }
}
