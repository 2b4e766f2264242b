namespace Tes.Scan.Survey.Pictures;

/// <summary>Weight of a font.</summary>
public enum TextWeight
{
    /// <summary>400.</summary>
    Regular,

    /// <summary>600.</summary>
    SemiBold,
}
