using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Tes.Dns;

namespace Tes.Mail.Spf;

/// <summary>Reads one mechanism without its qualifier (RFC 7208 §5).</summary>
internal static class SpfMechanismText
{
    private const int Ip4Length = 32;
    private const int Ip6Length = 128;

    public static bool TryParse(string text, [NotNullWhen(true)] out SpfMechanism? mechanism, out ParseFailure failure)
    {
        int nameLength = text.AsSpan().IndexOfAny(':', '/');
        nameLength = nameLength < 0 ? text.Length : nameLength;
        string argument = text[nameLength..];
        mechanism = null;
        bool good = text[..nameLength].ToLowerInvariant() switch
        {
            "all" => TryAll(argument, out mechanism, out failure),
            "include" => TryRequired(argument, domain => new SpfMechanism.Include(domain), out mechanism, out failure),
            "exists" => TryRequired(argument, domain => new SpfMechanism.Exists(domain), out mechanism, out failure),
            "ptr" => TryPtr(argument, out mechanism, out failure),
            "a" => TryHosts(argument, (domain, ip4, ip6) => new SpfMechanism.A(domain, ip4, ip6), out mechanism, out failure),
            "mx" => TryHosts(argument, (domain, ip4, ip6) => new SpfMechanism.Mx(domain, ip4, ip6), out mechanism, out failure),
            "ip4" => TryNetwork(argument, Ip4Length, out mechanism, out failure),
            "ip6" => TryNetwork(argument, Ip6Length, out mechanism, out failure),
            _ => Fail(0, "a mechanism that does not exist", out failure),
        };
        if (!good && failure.Offset > 0)
            failure = failure with { Offset = nameLength + failure.Offset };
        return good && mechanism is not null;
    }

    private static bool TryAll(string argument, out SpfMechanism? mechanism, out ParseFailure failure)
    {
        mechanism = new SpfMechanism.All();
        failure = default;
        return argument.Length == 0 || Fail(0, "an argument to all, which takes none", out failure);
    }

    private static bool TryRequired(string argument, Func<DomainSpec, SpfMechanism> make, out SpfMechanism? mechanism, out ParseFailure failure)
    {
        mechanism = null;
        if (!argument.StartsWith(':'))
            return Fail(0, "a mechanism without the domain name that it needs", out failure);
        if (!TryDomain(argument, out DomainSpec? domain, out failure))
            return false;
        mechanism = make(domain);
        return true;
    }

    private static bool TryPtr(string argument, out SpfMechanism? mechanism, out ParseFailure failure)
    {
        mechanism = new SpfMechanism.Ptr(domain: null);
        failure = default;
        return argument.Length == 0 || TryRequired(argument, domain => new SpfMechanism.Ptr(domain), out mechanism, out failure);
    }

    private static bool TryHosts(string argument, Func<DomainSpec?, int, int, SpfMechanism> make, out SpfMechanism? mechanism, out ParseFailure failure)
    {
        mechanism = null;
        // RFC 7208 §5.3: [ ":" domain-spec ] [ dual-cidr-length ]. A domain-spec may have slashes too, so lengths are taken from the end.
        string rest = argument;
        int ip4 = Ip4Length;
        int ip6 = Ip6Length;
        if (TrySplitLength(rest, "//", out string before, out string digits))
        {
            if (!TryLength(digits, Ip6Length, out ip6))
                return Fail(before.Length + 2, "an IPv6 prefix length that is not 0 to 128", out failure);
            rest = before;
        }

        if (TrySplitLength(rest, "/", out before, out digits))
        {
            if (!TryLength(digits, Ip4Length, out ip4))
                return Fail(before.Length + 1, "an IPv4 prefix length that is not 0 to 32", out failure);
            rest = before;
        }

        DomainSpec? domain = null;
        if (rest.Length > 0 && !rest.StartsWith(':'))
            return Fail(1, "a prefix length that is no number", out failure);
        if (rest.Length > 0 && !TryDomain(rest, out domain, out failure))
            return false;
        mechanism = make(domain, ip4, ip6);
        failure = default;
        return true;
    }

    private static bool TryNetwork(string argument, int addressLength, out SpfMechanism? mechanism, out ParseFailure failure)
    {
        mechanism = null;
        if (!argument.StartsWith(':'))
            return Fail(0, "a mechanism without the address that it needs", out failure);
        int slash = argument.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? argument[1..] : argument[1..slash];
        int length = addressLength;
        if (slash >= 0 && !TryLength(argument[(slash + 1)..], addressLength, out length))
            return Fail(slash + 1, $"a prefix length that is not 0 to {addressLength}", out failure);
        if (!IsAddress(address, addressLength) || !IPAddress.TryParse(address, out IPAddress? network) || network.GetAddressBytes().Length * 8 != addressLength)
            return Fail(1, addressLength == Ip4Length ? "an IPv4 address that is none" : "an IPv6 address that is none", out failure);
        mechanism = addressLength == Ip4Length ? new SpfMechanism.Ip4(network, length) : new SpfMechanism.Ip6(network, length);
        failure = default;
        return true;
    }

    // The parser of the platform also takes 1.2.3, 0x7f.1, octal octets, brackets and zone identifiers
    private static bool IsAddress(string text, int addressLength)
    {
        if (addressLength == Ip6Length)
        {
            // RFC 4291 §2.2: the last 32 bits may be written as an IPv4 address
            return text.Length > 0 && text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.')
                && (!text.Contains('.', StringComparison.Ordinal) || IsAddress(text[(text.LastIndexOf(':') + 1)..], Ip4Length));
        }

        // RFC 7208 §5.6: four qnum, without leading zeros
        string[] octets = text.Split('.');
        return octets.Length == 4 && octets.All(octet => TryLength(octet, byte.MaxValue, out _));
    }

    private static bool TrySplitLength(string text, string mark, out string before, out string digits)
    {
        int at = text.Length;
        while (at > 0 && char.IsAsciiDigit(text[at - 1]))
            at--;
        digits = text[at..];
        bool split = at < text.Length && text.AsSpan(0, at).EndsWith(mark, StringComparison.Ordinal);
        before = split ? text[..(at - mark.Length)] : text;
        return split;
    }

    // RFC 7208 §5.3: "0" or digits that do not start with it
    private static bool TryLength(string digits, int greatest, out int value)
    {
        value = greatest;
        return digits.Length is > 0 and <= 3 && (digits.Length == 1 || digits[0] != '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= greatest
            && (value = number) >= 0;
    }

    private static bool TryDomain(string argument, [NotNullWhen(true)] out DomainSpec? domain, out ParseFailure failure)
    {
        bool good = DomainSpec.TryParse(argument[1..], out domain, out ParseFailure inDomain);
        failure = good ? default : inDomain with { Offset = inDomain.Offset + 1 };
        return good;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
