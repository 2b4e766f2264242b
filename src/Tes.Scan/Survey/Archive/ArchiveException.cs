namespace Tes.Scan.Survey.Archive;

/// <summary>An archive cannot be used. The message is one clause for the user, without the name of the file.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Makes one.</summary>
    public ArchiveException(ArchiveFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public ArchiveFault Fault { get; }
}
