namespace Tes.Resolver.Doctor;

/// <summary>What keeps validated look-ups from working over a resolver.</summary>
/// <param name="Cause">One sentence, safe to show.</param>
/// <param name="Fix">What to do about it, one sentence.</param>
public sealed record PathDiagnosis(string Cause, string Fix);
