namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// Who runs a mail host, guessed from its name: its last two labels, or three where the second-level label is one under which
/// registries of two-letter top-level domains sell names (<c>co.uk</c>, <c>com.br</c>, <c>or.at</c>).
/// </summary>
/// <remarks>
/// A guess is enough, and no list of public suffixes is needed: two operators under one name are both spared a little more than
/// necessary, and an operator under several names is still met within the limits of addresses and networks. Nothing is concluded
/// from it. Hosts of many customers under the name of one dynamic DNS or cloud provider count as that provider's.
/// </remarks>
public static class ProviderName
{
    // Second levels that more than a few registries use (ccSLDs such as those of .uk, .jp, .br, .au, .nz, .za, .kr, .at, .tr).
    private static readonly HashSet<string> GenericSecondLevels = new(StringComparer.Ordinal)
    {
        "ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "gv", "id", "in", "ind", "info", "ltd", "me", "mil", "ne", "net", "nom", "or", "org", "plc", "sch", "web",
    };

    /// <summary>The guess, in lower case; the whole name where it has no more labels.</summary>
    /// <param name="host">A host name, with or without final dot.</param>
    public static string Of(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        string name = host.EndsWith('.') ? host[..^1] : host;
        int first = name.LastIndexOf('.');
        if (first <= 0)
            return name.ToLowerInvariant();
        int second = name.LastIndexOf('.', first - 1);
        if (second <= 0)
            return name.ToLowerInvariant();
        string top = name[(first + 1)..];
        if (top.Length == 2 && GenericSecondLevels.Contains(name[(second + 1)..first].ToLowerInvariant()))
            second = name.LastIndexOf('.', second - 1);
        return name[(second + 1)..].ToLowerInvariant();
    }
}
