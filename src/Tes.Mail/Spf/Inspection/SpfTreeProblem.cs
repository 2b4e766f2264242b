namespace Tes.Mail.Spf.Inspection;

/// <summary>What is wrong with a term.</summary>
/// <param name="Kind">What it is a finding of.</param>
/// <param name="Text">One clause, printable ASCII.</param>
public sealed record SpfTreeProblem(SpfFindingKind Kind, string Text);
