using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tes.Dns;
using Tes.Mail.Arc;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>Makes a signature of its tags (RFC 6376 §3.5; RFC 8617 §4.1.2 for ARC-Message-Signature).</summary>
internal static class DkimSignatureText
{
    // RFC 6376 §3.5: "Implementations MUST support values of at least 10^12"; what is larger than any date is one that never comes.
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private const int Sha256Octets = 32;
    private const int Sha1Octets = 20;

    public static bool TryRead(HeaderField field, TagList tags, [NotNullWhen(true)] out DkimSignature? signature, out DkimSignatureFailure failure)
    {
        signature = null;
        if (tags.Value("v") is not { } version)
            return Missing("v", out failure);
        return version != "1"
            ? Fail(tags, "v", DkimFault.IncompatibleVersion, "a version that is not 1", out failure)
            : TryReadRest(field, tags, hasAgent: true, out signature, out failure);
    }

    /// <summary>The same of an ARC-Message-Signature: v= means nothing, and i= is no identifier (RFC 8617 §4.1.2).</summary>
    public static bool TryReadArc(HeaderField field, TagList tags, [NotNullWhen(true)] out DkimSignature? signature, out DkimSignatureFailure failure)
    {
        if (!TryReadRest(field, tags, hasAgent: false, out signature, out failure))
            return false;
        // RFC 8617 §4.1.2: none of the ARC fields is to be signed. The seal comes after the signature, so none can rightly be in it;
        // signed results are the habit of sealers older than the RFC, and break nothing.
        if (!signature.SignedFields.Contains(ArcFieldName.Seal, StringComparer.OrdinalIgnoreCase))
            return true;
        signature = null;
        return Fail(tags, "h", DkimFault.Syntax, $"a list of signed fields with {ArcFieldName.Seal}", out failure);
    }

    private static bool TryReadRest(HeaderField field, TagList tags, bool hasAgent, [NotNullWhen(true)] out DkimSignature? signature, out DkimSignatureFailure failure)
    {
        signature = null;
        if (!TryReadAlgorithm(tags, out DkimAlgorithm algorithm, out failure))
            return false;
        if (!TryReadCanonicalization(tags.Value("c"), out DkimCanonicalization header, out DkimCanonicalization body))
            return Fail(tags, "c", DkimFault.UnknownCanonicalization, "a canonicalization that is not known", out failure);
        // RFC 6376 §3.5 q=: methods that are not known are passed over
        if (tags.Value("q") is { } query && !query.Split(':', StringSplitOptions.TrimEntries).Contains("dns/txt", StringComparer.OrdinalIgnoreCase))
            return Fail(tags, "q", DkimFault.UnknownQueryMethod, "no query method that is known", out failure);
        string? agent = null;
        DomainName? agentDomain = null;
        if (!TryReadSignature(tags, out byte[]? value, out failure)
            || !TryReadBodyHash(tags, algorithm, out byte[]? bodyHash, out failure)
            || !TryReadNames(tags, out DomainName? domain, out DomainName? keyName, out failure)
            || !TryReadFields(tags, out List<string>? fields, out failure)
            || (hasAgent && !TryReadAgent(tags, domain, out agent, out agentDomain, out failure))
            || !TryReadNumber(tags, "l", out long? length, out failure)
            || !TryReadNumber(tags, "t", out long? time, out failure)
            || !TryReadNumber(tags, "x", out long? expiration, out failure))
            return false;
        // RFC 6376 §3.5 x=: it MUST be greater than t=
        if (expiration <= time)
            return Fail(tags, "x", DkimFault.Syntax, "an expiration that is not after the timestamp", out failure);
        signature = new DkimSignature(field)
        {
            Algorithm = algorithm,
            Signature = value,
            BodyHash = bodyHash,
            HeaderCanonicalization = header,
            BodyCanonicalization = body,
            SigningDomain = domain,
            Selector = tags.Value("s")!,
            KeyName = keyName,
            AgentIdentifier = agent ?? "@" + domain.ToDisplayString(),
            AgentDomain = agentDomain ?? domain,
            SignedFields = fields,
            BodyLength = length,
            Timestamp = TimeOf(time),
            Expiration = TimeOf(expiration),
            SignatureRange = RangeOfSignature(field, tags),
        };
        return true;
    }

    // ABNF literals are case-insensitive (RFC 5234 §2.3)
    private static DkimAlgorithm? AlgorithmOf(string text) =>
        text.Equals("rsa-sha256", StringComparison.OrdinalIgnoreCase) ? DkimAlgorithm.RsaSha256
        : text.Equals("ed25519-sha256", StringComparison.OrdinalIgnoreCase) ? DkimAlgorithm.Ed25519Sha256
        : text.Equals("rsa-sha1", StringComparison.OrdinalIgnoreCase) ? DkimAlgorithm.RsaSha1
        : null;

    // RFC 6376 §3.5 c=: header[/body], each simple by default
    private static bool TryReadCanonicalization(string? text, out DkimCanonicalization header, out DkimCanonicalization body)
    {
        header = body = DkimCanonicalization.Simple;
        if (text is null)
            return true;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return TryReadOne(slash < 0 ? text : text[..slash], out header) && (slash < 0 || TryReadOne(text[(slash + 1)..], out body));
    }

    private static bool TryReadOne(string text, out DkimCanonicalization canonicalization)
    {
        bool relaxed = text.Equals("relaxed", StringComparison.OrdinalIgnoreCase);
        canonicalization = relaxed ? DkimCanonicalization.Relaxed : DkimCanonicalization.Simple;
        return relaxed || text.Equals("simple", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>a=.</summary>
    public static bool TryReadAlgorithm(TagList tags, out DkimAlgorithm algorithm, out DkimSignatureFailure failure)
    {
        algorithm = default;
        if (tags.Value("a") is not { } text)
            return Missing("a", out failure);
        if (AlgorithmOf(text) is not { } known)
            return Fail(tags, "a", DkimFault.UnknownAlgorithm, "an algorithm that is not known", out failure);
        algorithm = known;
        failure = default;
        return true;
    }

    /// <summary>b=.</summary>
    public static bool TryReadSignature(TagList tags, [NotNullWhen(true)] out byte[]? signature, out DkimSignatureFailure failure)
    {
        signature = null;
        if (tags.Value("b") is not { } text)
            return Missing("b", out failure);
        failure = default;
        signature = Base64Text.Read(text, DkimLimits.MaxSignatureOctets);
        return signature is not null || Fail(tags, "b", DkimFault.Syntax, "a signature that is no base64, or longer than the limit", out failure);
    }

    /// <summary>Where the value of b= stands in the field.</summary>
    public static (int Start, int End) RangeOfSignature(HeaderField field, TagList tags)
    {
        TagList.Tag range = tags.Find("b")!;
        return (field.ValueStart + range.ValueStart, field.ValueStart + range.ValueEnd);
    }

    private static bool TryReadBodyHash(TagList tags, DkimAlgorithm algorithm, [NotNullWhen(true)] out byte[]? bodyHash, out DkimSignatureFailure failure)
    {
        bodyHash = null;
        if (tags.Value("bh") is not { } text)
            return Missing("bh", out failure);
        int octets = algorithm == DkimAlgorithm.RsaSha1 ? Sha1Octets : Sha256Octets;
        bodyHash = Base64Text.Read(text, octets);
        failure = default;
        return bodyHash?.Length == octets || Fail(tags, "bh", DkimFault.Syntax, "a body hash that is no base64, or not of the length of one", out failure);
    }

    /// <summary>d= and s=, and the name they make.</summary>
    public static bool TryReadNames(TagList tags, [NotNullWhen(true)] out DomainName? domain, [NotNullWhen(true)] out DomainName? keyName, out DkimSignatureFailure failure)
    {
        domain = keyName = null;
        if (tags.Value("d") is not { } domainText)
            return Missing("d", out failure);
        if (tags.Value("s") is not { } selectorText)
            return Missing("s", out failure);
        // domain-name = sub-domain 1*("." sub-domain)
        if (!InternationalDomain.TryParse(domainText, out domain) || domain.LabelCount < 2)
            return Fail(tags, "d", DkimFault.Syntax, "a domain that is no domain name of two labels or more", out failure);
        if (!InternationalDomain.TryParse(selectorText, out DomainName? selector) || !DkimKeyName.TryMake(selector, domain, out keyName))
            return Fail(tags, "s", DkimFault.Syntax, "a selector that is none, or makes a name too long", out failure);
        failure = default;
        return true;
    }

    private static bool TryReadFields(TagList tags, [NotNullWhen(true)] out List<string>? fields, out DkimSignatureFailure failure)
    {
        fields = null;
        if (tags.Value("h") is not { } text)
            return Missing("h", out failure);
        var names = new List<string>();
        foreach (Range range in text.AsSpan().Split(':'))
        {
            ReadOnlySpan<char> name = text.AsSpan(range).Trim(" \t");
            // hdr-name = field-name (RFC 5322 §3.6.8)
            if (name.IsEmpty || name.ContainsAnyExceptInRange('!', '~'))
                return Fail(tags, "h", DkimFault.Syntax, "a field name that is none", out failure);
            if (names.Count == DkimLimits.MaxSignedFields)
                return Fail(tags, "h", DkimFault.Syntax, "more field names than the limit", out failure);
            names.Add(name.ToString());
        }

        // RFC 6376 §5.4: From MUST be signed
        if (!names.Contains("From", StringComparer.OrdinalIgnoreCase))
            return Fail(tags, "h", DkimFault.FromNotSigned, "a list of signed fields without From", out failure);
        fields = names;
        failure = default;
        return true;
    }

    private static bool TryReadAgent(
        TagList tags, DomainName domain, [NotNullWhen(true)] out string? agent, [NotNullWhen(true)] out DomainName? agentDomain, out DkimSignatureFailure failure)
    {
        failure = default;
        agent = tags.Value("i") ?? "@" + domain.ToDisplayString();
        agentDomain = domain;
        if (tags.Find("i") is null)
            return true;
        int at = agent.LastIndexOf('@');
        if (at < 0 || !InternationalDomain.TryParse(agent[(at + 1)..], out agentDomain))
        {
            agentDomain = null;
            return Fail(tags, "i", DkimFault.Syntax, "an identifier without a domain", out failure);
        }

        return agentDomain.IsAtOrBelow(domain)
            || Fail(tags, "i", DkimFault.DomainMismatch, "an identifier outside the signing domain", out failure);
    }

    /// <summary>A number; null without the tag.</summary>
    public static bool TryReadNumber(TagList tags, string name, out long? number, out DkimSignatureFailure failure)
    {
        // RFC 6376 §3.5 l=: up to 76 digits
        const int MostDigits = 76;
        number = null;
        failure = default;
        if (tags.Value(name) is not { } text)
            return true;
        if (text.Length is 0 or > MostDigits || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Fail(tags, name, DkimFault.Syntax, $"a number in {name}= that is none", out failure);
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long small) ? small : long.MaxValue;
        return true;
    }

    /// <summary>The time of t= or x=.</summary>
    public static DateTimeOffset? TimeOf(long? seconds) =>
        seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(known, LastSecond)) : null;

    /// <summary>Says that a tag is missing; false.</summary>
    public static bool Missing(string name, out DkimSignatureFailure failure)
    {
        failure = new DkimSignatureFailure(DkimFault.Syntax, new ParseFailure(0, $"no tag {name}="));
        return false;
    }

    /// <summary>Says what is wrong with a tag; false.</summary>
    public static bool Fail(TagList tags, string name, DkimFault fault, string reason, out DkimSignatureFailure failure)
    {
        failure = new DkimSignatureFailure(fault, new ParseFailure(tags.Find(name)?.ValueStart ?? 0, reason));
        return false;
    }
}
