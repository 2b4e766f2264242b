using Tes.Dns;

namespace Tes.Fuzz;

/// <summary>States properties.</summary>
internal static class Property
{
    /// <summary>Throws unless the property holds.</summary>
    public static void Holds(bool holds, string property)
    {
        if (!holds)
            throw new PropertyViolationException(property);
    }

    /// <summary>A failure lies within its input and has a reason that can be shown.</summary>
    public static void IsFailureIn(ParseFailure failure, int length)
    {
        Holds(failure.Offset >= 0 && failure.Offset <= length, "a failure lies within its input");
        IsShowable(failure.Reason);
    }

    /// <summary>What goes to terminals is printable ASCII.</summary>
    public static void IsShowable(string text) =>
        Holds(text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'), "text to be shown is printable ASCII");
}
