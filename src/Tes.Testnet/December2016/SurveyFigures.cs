using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>The figures that a survey must come to. A server is an address, however many names and domains it has.</summary>
public sealed record SurveyFigures
{
    /// <summary>Domains.</summary>
    public required int Domains { get; init; }

    /// <summary>Domains of each class; all classes are there.</summary>
    public required IReadOnlyDictionary<MailClass, int> Classes { get; init; }

    /// <summary>Servers that complete TLS, by the highest version they speak; only versions that occur.</summary>
    public required IReadOnlyDictionary<TlsVersion, int> TlsVersions { get; init; }

    /// <summary>Servers that answer and do not complete TLS.</summary>
    public required int ServersWithoutTls { get; init; }

    /// <summary>Servers of MX hosts that take no connection; those of domains that turn out to have no mail host are not counted.</summary>
    public required int ServersNotReached { get; init; }

    /// <summary>Servers with TLS that offer AUTH before STARTTLS.</summary>
    public required int AuthBeforeStartTls { get; init; }

    /// <summary>Domains having email whose zone is signed.</summary>
    public required int DnssecDomains { get; init; }

    /// <summary>Domains with DANE, sorted.</summary>
    public required IReadOnlyList<string> DaneDomains { get; init; }

    /// <summary>Domains having email.</summary>
    public int WithEmail => Classes[MailClass.Tls] + Classes[MailClass.NoTls];

    /// <summary>Domains supporting TLS.</summary>
    public int SupportingTls => Classes[MailClass.Tls];

    /// <summary>Servers with TLS.</summary>
    public int ServersWithTls => TlsVersions.Values.Sum();
}
