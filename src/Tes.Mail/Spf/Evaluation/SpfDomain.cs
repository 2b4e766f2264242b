using Tes.Dns;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>The domain whose record is evaluated.</summary>
/// <param name="Name">As a name.</param>
/// <param name="Text">As macro d has it: no escapes, no final dot.</param>
internal sealed record SpfDomain(DomainName Name, string Text)
{
    public SpfDomain(DomainName name)
        : this(name, SpfName.TextOf(name))
    {
    }
}
