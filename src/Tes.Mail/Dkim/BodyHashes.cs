namespace Tes.Mail.Dkim;

/// <summary>Hashes of one canonicalized body.</summary>
/// <param name="Whole">Of all of it.</param>
/// <param name="Partial">Of its beginnings, by length; lengths that it does not have are left out.</param>
/// <param name="Length">Octets of it.</param>
internal sealed record BodyHashes(byte[] Whole, IReadOnlyDictionary<long, byte[]> Partial, long Length)
{
    /// <summary>The hash for l=; null where the body is shorter.</summary>
    public byte[]? Of(long? length) => length is not { } octets ? Whole : Partial.GetValueOrDefault(octets);
}
