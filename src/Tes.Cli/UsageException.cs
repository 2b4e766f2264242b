namespace Tes.Cli;

/// <summary>The command cannot start as it was given. The message is one line for people; it may quote what they typed, raw.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException()
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
