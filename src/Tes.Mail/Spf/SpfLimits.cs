namespace Tes.Mail.Spf;

/// <summary>Limits of RFC 7208, and own ones.</summary>
public static class SpfLimits
{
    /// <summary>Most terms that make DNS queries, all included records together (RFC 7208 §4.6.4).</summary>
    public const int MaxLookupTerms = 10;

    /// <summary>Most terms whose look-up finds nothing (RFC 7208 §4.6.4, void lookups).</summary>
    public const int MaxVoidLookups = 2;

    /// <summary>Most MX records of one mx; more are a permerror (RFC 7208 §4.6.4).</summary>
    public const int MaxMxHosts = 10;

    /// <summary>Most names of the client that ptr and macro p look at; the others are ignored (RFC 7208 §4.6.4).</summary>
    public const int MaxPtrNames = 10;

    /// <summary>Longest explanation in characters. Own limit: four lines of an SMTP reply (RFC 5321 §4.5.3.1.5), as nobody reads more.</summary>
    public const int MaxExplanationLength = 2048;

    /// <summary>Most records that the view of a policy reads. Own limit: several times what receivers would.</summary>
    public const int MaxTreeRecords = 50;

    /// <summary>Most questions that the view of a policy asks. Own limit: ten mx with ten hosts each, in both families, and as much again.</summary>
    public const int MaxTreeQuestions = 500;

    /// <summary>Most networks of a flattened policy. Own limit: no TXT record holds half as many.</summary>
    public const int MaxFlatNetworks = 2000;

    /// <summary>Most comparisons of networks while a policy is flattened. Own limit: well under a second.</summary>
    public const int MaxFlatComparisons = 1_000_000;
}
