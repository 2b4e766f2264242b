namespace Tes.Cli.Survey;

/// <summary>Nothing can be looked up; the message says why, for the user.</summary>
internal sealed class DeadResolverException(string message) : Exception(message);
