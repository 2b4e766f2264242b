namespace Tes.Smtp;

/// <summary>What a server announced in its reply to EHLO (RFC 5321 §4.1.1.1).</summary>
/// <remarks>Names and parameters are the peer's text: escape before display.</remarks>
public sealed class EhloCapabilities
{
    private readonly Dictionary<string, EhloKeyword> _keywords;

    private EhloCapabilities(string greeting, Dictionary<string, EhloKeyword> keywords, string[] authMechanisms, bool usesLegacyAuth)
    {
        Greeting = greeting;
        _keywords = keywords;
        AuthMechanisms = authMechanisms;
        UsesLegacyAuth = usesLegacyAuth;
    }

    /// <summary>The first line: the server's name for itself and perhaps a greeting.</summary>
    public string Greeting { get; }

    /// <summary>The keywords in the order of the server, each once.</summary>
    public IReadOnlyCollection<EhloKeyword> Keywords => _keywords.Values;

    /// <summary>The SASL mechanisms offered, upper case, in the order of the server, each once; empty when AUTH is not offered (RFC 4954 §3).</summary>
    public IReadOnlyList<string> AuthMechanisms { get; }

    /// <summary>True when mechanisms came in the form AUTH=LOGIN, which is older than the RFC.</summary>
    public bool UsesLegacyAuth { get; }

    /// <summary>STARTTLS is offered (RFC 3207 §4).</summary>
    public bool StartTls => Has("STARTTLS");

    /// <summary>PIPELINING is offered (RFC 2920).</summary>
    public bool Pipelining => Has("PIPELINING");

    /// <summary>REQUIRETLS is offered (RFC 8689 §2); only meaningful inside TLS.</summary>
    public bool RequireTls => Has("REQUIRETLS");

    /// <summary>ENHANCEDSTATUSCODES is offered (RFC 2034).</summary>
    public bool EnhancedStatusCodes => Has("ENHANCEDSTATUSCODES");

    /// <summary>SMTPUTF8 is offered (RFC 6531).</summary>
    public bool SmtpUtf8 => Has("SMTPUTF8");

    /// <summary>The largest message accepted, in octets; null when SIZE is absent, without a number, or 0 for "no limit" (RFC 1870 §3).</summary>
    public long? Size => Find("SIZE") is { Parameters: [var first, ..] }
        && long.TryParse(first, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size)
        && size > 0 ? size : null;

    /// <summary>Reads the capabilities from a positive reply to EHLO. Never fails: lines that are no keyword are left out.</summary>
    public static EhloCapabilities Read(SmtpReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var keywords = new Dictionary<string, EhloKeyword>(StringComparer.OrdinalIgnoreCase);
        var mechanisms = new List<string>();
        var legacyAuth = false;
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            var name = words[0];
            var parameters = words[1..];
            if (name.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase))
            {
                // Older than RFC 4954; still sent for the sake of clients of the 1990s
                legacyAuth = true;
                parameters = [.. new[] { name["AUTH=".Length..] }.Where(first => first.Length > 0), .. parameters];
                name = "AUTH";
            }
            if (!IsKeyword(name)) continue;
            // RFC 4954 §3 and RFC 5321 §2.4: keywords and mechanisms are case-insensitive
            if (name.Equals("AUTH", StringComparison.OrdinalIgnoreCase))
                mechanisms.AddRange(parameters.Select(mechanism => mechanism.ToUpperInvariant()));
            keywords.TryAdd(name, new EhloKeyword(name.ToUpperInvariant(), parameters));
        }
        return new EhloCapabilities(reply.Lines[0], keywords, [.. mechanisms.Distinct(StringComparer.Ordinal)], legacyAuth);
    }

    /// <summary>True when the keyword was announced; case does not matter (RFC 5321 §2.4).</summary>
    public bool Has(string keyword) => _keywords.ContainsKey(keyword);

    /// <summary>The keyword with its parameters; null when it was not announced.</summary>
    public EhloKeyword? Find(string keyword) => _keywords.GetValueOrDefault(keyword);

    // RFC 5321 §4.1.1.1: ehlo-keyword is a letter or digit, then letters, digits and hyphens. Underscores are seen in the wild.
    private static bool IsKeyword(string name) => char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
