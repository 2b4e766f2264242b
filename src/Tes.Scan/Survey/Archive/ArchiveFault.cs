namespace Tes.Scan.Survey.Archive;

/// <summary>What is wrong with an archive.</summary>
public enum ArchiveFault
{
    /// <summary>There is no such file, or no folder for it.</summary>
    NotFound,

    /// <summary>It may not be read or written.</summary>
    NotPermitted,

    /// <summary>Another process has it open.</summary>
    InUse,

    /// <summary>It is no archive of surveys, or damaged.</summary>
    NotAnArchive,

    /// <summary>A newer version of the program made it.</summary>
    TooNew,

    /// <summary>There is no room for more: it can be tried again when there is.</summary>
    Full,

    /// <summary>It has no such run.</summary>
    NoSuchRun,

    /// <summary>The library that reads and writes archives is not there.</summary>
    NoLibrary,

    /// <summary>Anything else that the library reports.</summary>
    Other,
}
