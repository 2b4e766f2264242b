namespace Tes.Resolver.Iteration;

/// <summary>How far a useless answer tells of others from the same server.</summary>
internal enum LameScope
{
    /// <summary>It does not serve the zone.</summary>
    Zone,

    /// <summary>It serves it, and answers this question wrongly.</summary>
    Question,
}
