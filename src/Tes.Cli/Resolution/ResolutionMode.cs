namespace Tes.Cli.Resolution;

/// <summary>Whom look-ups ask.</summary>
internal enum ResolutionMode
{
    /// <summary>Recursive resolvers.</summary>
    Forward,

    /// <summary>Authoritative servers, from the root down.</summary>
    Iterate,
}
