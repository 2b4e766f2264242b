namespace Tes.Scan.Survey;

/// <summary>The numbers of a survey. Shares are between 0 and 1; null where there is nothing to have a share of.</summary>
public sealed record SurveySummary
{
    /// <summary>Domains tested.</summary>
    public required int Domains { get; init; }

    /// <summary>Domains in each class; all classes are there.</summary>
    public required IReadOnlyDictionary<SurveyClass, int> Classes { get; init; }

    /// <summary>Why domains are inconclusive, in the words of <see cref="Survey.InconclusiveReasons"/>, the most frequent first; only those that occur.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> InconclusiveReasons { get; init; } = [];

    /// <summary>Mail servers (addresses, each once) that completed TLS, by its version as "TLSv1.3" and the like, the newest first; only those that occur.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> TlsVersions { get; init; }

    /// <summary>Mail servers that answered and did not complete TLS.</summary>
    public required int ServersWithoutTls { get; init; }

    /// <summary>Mail servers with TLS that offer AUTH before STARTTLS, where passwords could be read.</summary>
    public required int AuthBeforeStartTls { get; init; }

    /// <summary>Mail servers that no connection could be made to.</summary>
    public required int ServersNotReached { get; init; }

    /// <summary>Mail servers that were reached and said nothing of use: they put us off, broke the session or took too long.</summary>
    public required int ServersInconclusive { get; init; }

    /// <summary>Domains having email whose MX records are secure.</summary>
    public required int DnssecDomains { get; init; }

    /// <summary>Domains to which a sender with DANE delivers only to an authenticated server, under secure MX records; sorted.</summary>
    public required IReadOnlyList<string> DaneDomains { get; init; }

    /// <summary>Domains having email: a mail server answers.</summary>
    public int WithEmail => Classes[SurveyClass.Tls] + Classes[SurveyClass.NoTls];

    /// <summary>Domains supporting TLS.</summary>
    public int SupportingTls => Classes[SurveyClass.Tls];

    /// <summary>Mail servers with TLS.</summary>
    public int ServersWithTls => TlsVersions.Sum(version => version.Value);

    /// <summary>A share, or null.</summary>
    public static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
