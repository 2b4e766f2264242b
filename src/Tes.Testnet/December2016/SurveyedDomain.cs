using Tes.Dns;

namespace Tes.Testnet.December2016;

/// <summary>The truth about one domain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Demonstrates">What it is an example of, one line in English; others have the same.</param>
/// <param name="Class">Its class.</param>
/// <param name="Zone">What the signatures of its zone are worth; of a name without a zone those of the zone above.</param>
/// <param name="Dane">What DANE does for it.</param>
/// <param name="Policies">What it publishes besides.</param>
public sealed record SurveyedDomain(
    DomainName Name, string Demonstrates, MailClass Class, ZoneProtection Zone, DaneProtection Dane, PublishedPolicies Policies)
{
    /// <summary>Whether a mail host of it answers: "having email".</summary>
    public bool HasEmail => Class is MailClass.Tls or MailClass.NoTls;
}
