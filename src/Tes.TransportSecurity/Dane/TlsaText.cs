using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.TransportSecurity.Dane;

/// <summary>Presentation form of TLSA RDATA (RFC 6698 §2.2) and the acronyms of its fields (RFC 7218).</summary>
public static class TlsaText
{
    // The RDATA of a record holds at most 65535 octets (RFC 1035 §3.2.1), three of which are the parameters
    private const int MaxAssociationLength = ushort.MaxValue - 3;

    /// <summary>
    /// Reads the RDATA: three numbers and hexadecimal digits, which may stand in several groups. The acronyms of RFC 7218 are
    /// taken in place of numbers: <c>DANE-EE SPKI SHA2-256</c>.
    /// </summary>
    /// <param name="text">The text, such as <c>3 1 1 8CB0...</c>.</param>
    /// <param name="record">The record; usable or not is not judged.</param>
    /// <param name="failure">What is wrong, and at which field, counted from 1.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlsaRdata? record, out ParseFailure failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        record = null;
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 4)
            return Fail(fields.Length + 1, "a TLSA record has four fields: usage, selector, matching type and hexadecimal data", out failure);
        if (!TryParseUsage(fields[0], out TlsaCertificateUsage usage))
            return Fail(1, "the certificate usage is no number from 0 to 255", out failure);
        if (!TryParseSelector(fields[1], out TlsaSelector selector))
            return Fail(2, "the selector is no number from 0 to 255", out failure);
        if (!TryParseMatchingType(fields[2], out TlsaMatchingType matchingType))
            return Fail(3, "the matching type is no number from 0 to 255", out failure);
        string hex = string.Concat(fields.Skip(3));
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
            return Fail(4, "the data is not hexadecimal with two digits for each octet", out failure);
        if (hex.Length / 2 > MaxAssociationLength)
            return Fail(4, "the data is longer than a record can be", out failure);
        record = new TlsaRdata(usage, selector, matchingType, Convert.FromHexString(hex));
        failure = default;
        return true;
    }

    /// <summary>Reads a certificate usage: its number, or its acronym without regard to case.</summary>
    public static bool TryParseUsage(string text, out TlsaCertificateUsage usage)
    {
        bool good = TryParseField(text, ["PKIX-TA", "PKIX-EE", "DANE-TA", "DANE-EE"], "PrivCert", out byte value);
        usage = (TlsaCertificateUsage)value;
        return good;
    }

    /// <summary>Reads a selector: its number, or its acronym without regard to case.</summary>
    public static bool TryParseSelector(string text, out TlsaSelector selector)
    {
        bool good = TryParseField(text, ["Cert", "SPKI"], "PrivSel", out byte value);
        selector = (TlsaSelector)value;
        return good;
    }

    /// <summary>Reads a matching type: its number, or its acronym without regard to case.</summary>
    public static bool TryParseMatchingType(string text, out TlsaMatchingType matchingType)
    {
        bool good = TryParseField(text, ["Full", "SHA2-256", "SHA2-512"], "PrivMatch", out byte value);
        matchingType = (TlsaMatchingType)value;
        return good;
    }

    private static bool TryParseField(string text, string[] acronyms, string privateUse, out byte value)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return true;
        int index = Array.FindIndex(acronyms, acronym => acronym.Equals(text, StringComparison.OrdinalIgnoreCase));
        bool isPrivate = privateUse.Equals(text, StringComparison.OrdinalIgnoreCase);
        value = isPrivate ? byte.MaxValue : (byte)Math.Max(index, 0);
        return isPrivate || index >= 0;
    }

    private static bool Fail(int field, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(field, reason);
        return false;
    }
}
