namespace Tes.Fuzz;

/// <summary>A property of a target does not hold for an input.</summary>
public sealed class PropertyViolationException : Exception
{
    /// <summary>Makes it without saying which property.</summary>
    public PropertyViolationException()
    {
    }

    /// <summary>Says which property.</summary>
    public PropertyViolationException(string message)
        : base(message)
    {
    }

    /// <summary>Says which property, and what went wrong inside.</summary>
    public PropertyViolationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
