namespace Tes.Interop.Tests.Resolvers;

/// <summary>What a resolver has to know of the private root.</summary>
/// <param name="Address">Of its only server.</param>
/// <param name="HintsFile">NS and A of that server.</param>
/// <param name="TrustAnchorFile">Its DS.</param>
internal sealed record PrivateRoot(string Address, string HintsFile, string TrustAnchorFile)
{
    /// <summary>Key tag, algorithm, digest type and digest of the DS.</summary>
    public string[] DsFields => File.ReadAllText(TrustAnchorFile).Trim().Split(' ')[^4..];
}
