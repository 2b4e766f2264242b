using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>A typed view of one RR type's RDATA.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IRdata<TSelf>
    where TSelf : IRdata<TSelf>
{
    /// <summary>The RR type.</summary>
    static abstract RRType Type { get; }

    /// <summary>Reads uncompressed RDATA.</summary>
    /// <returns>False when it does not fit the type's layout.</returns>
    static abstract bool TryRead(ReadOnlyMemory<byte> rdata, [MaybeNullWhen(false)] out TSelf value);
}
