using System.Security.Cryptography;
using Tes.Cli.Terminal;

namespace Tes.Cli.Options;

/// <summary>Certificates in a PEM file (RFC 7468). Other blocks, such as private keys, are passed over.</summary>
internal static class PemFile
{
    private const string CertificateLabel = "CERTIFICATE";

    /// <summary>The certificates in the order of the file, DER; at least one.</summary>
    /// <exception cref="UsageException">The file cannot be read or has none.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ReadCertificates(string path)
    {
        string text = InputFile.ReadText(path);
        var certificates = new List<ReadOnlyMemory<byte>>();
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label].SequenceEqual(CertificateLabel))
            {
                byte[] der = new byte[fields.DecodedDataLength];
                if (!Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out int length) || length == 0)
                    throw new UsageException($"certificate {certificates.Count + 1} in {TerminalText.Quote(path)} is not readable");
                certificates.Add(der.AsMemory(0, length));
            }

            rest = rest[fields.Location.End..];
        }

        return certificates.Count > 0
            ? certificates
            : throw new UsageException($"{TerminalText.Quote(path)} has no certificate in it (PEM, -----BEGIN {CertificateLabel}-----)");
    }
}
