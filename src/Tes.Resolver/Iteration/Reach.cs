namespace Tes.Resolver.Iteration;

/// <summary>Why nothing could be sent to a server.</summary>
internal enum Reach
{
    /// <summary>The host has no route, or no socket, for the whole address family.</summary>
    NoRouteOfFamily,

    /// <summary>This server alone: refused, reset, no route to it.</summary>
    NotThisServer,
}
