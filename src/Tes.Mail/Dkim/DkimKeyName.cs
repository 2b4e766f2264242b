using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>Where a key is published (RFC 6376 §3.6.2.1).</summary>
public static class DkimKeyName
{
    /// <summary>Makes SELECTOR._domainkey.DOMAIN.</summary>
    /// <param name="selector">One label or several, LDH or U-labels, without final dot.</param>
    /// <param name="domain">The signing domain.</param>
    /// <param name="name">The name.</param>
    /// <returns>False where the selector is none or the name would be too long.</returns>
    public static bool TryMake(string selector, DomainName domain, [NotNullWhen(true)] out DomainName? name)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(domain);
        name = null;
        return InternationalDomain.TryParse(selector, out DomainName? labels) && TryMake(labels, domain, out name);
    }

    internal static bool TryMake(DomainName selector, DomainName domain, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        return domain.TryPrepend("_domainkey"u8, out DomainName? below) && selector.TryReplaceSuffix(DomainName.Root, below, out name);
    }
}
