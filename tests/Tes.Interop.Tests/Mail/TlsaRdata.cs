using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tes.Interop.Tests.Mail;

/// <summary>TLSA RDATA for a certificate, in presentation form. RFC 6698 §2.1.</summary>
internal static class TlsaRdata
{
    public static string Of(string usage, string selector, string matchingType, X509Certificate2 certificate)
    {
        var selected = selector == "0" ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var data = matchingType switch
        {
            "0" => selected,
            "1" => SHA256.HashData(selected),
            "2" => SHA512.HashData(selected),
            _ => throw new ArgumentOutOfRangeException(nameof(matchingType), matchingType, "write such a record out"),
        };
        return $"{usage} {selector} {matchingType} {Convert.ToHexString(data)}";
    }
}
