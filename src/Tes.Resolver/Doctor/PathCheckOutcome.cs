namespace Tes.Resolver.Doctor;

/// <summary>What one check of the path to a resolver showed.</summary>
public enum PathCheckOutcome
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It works, with something that costs time or hides the cause of errors.</summary>
    Warning,

    /// <summary>It does not work, and validated look-ups need it.</summary>
    Failed,

    /// <summary>It could not be done, because something before it failed or there is nothing to try it on.</summary>
    NotDone,
}
