using Tes.Dns.Iana;

namespace Tes.Dns.Resolution;

/// <summary>Looks up RRsets and says how far each can be trusted.</summary>
public interface IResolver
{
    /// <summary>Looks up one RRset, following aliases.</summary>
    /// <param name="name">QNAME.</param>
    /// <param name="type">QTYPE, a type of data (not ANY, RRSIG and the like); with <see cref="RRType.Cname"/> aliases are not followed.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    /// <returns>One of the four cases; never null, and never an exception for what a peer did.</returns>
    ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken);
}
