namespace Tes.Resolver.Doctor;

/// <summary>One check of the path to a resolver.</summary>
/// <param name="Tag">Stable name, for programs: <c>reachable</c>, <c>tcp</c>, <c>edns</c>, …</param>
/// <param name="Outcome">What it showed.</param>
/// <param name="Text">One sentence for people, safe to show.</param>
public sealed record PathCheck(string Tag, PathCheckOutcome Outcome, string Text);
