namespace Tes.Scan.Survey.Pictures;

/// <summary>The colours of charts, told apart also by those who do not see red and green, and in print (after Okabe and Ito).</summary>
public enum Paint
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Better than nothing.</summary>
    Fair,

    /// <summary>Neither good nor bad.</summary>
    Neutral,

    /// <summary>Worse.</summary>
    Poor,

    /// <summary>Wrong.</summary>
    Bad,

    /// <summary>Another kind.</summary>
    Other,

    /// <summary>Yet another.</summary>
    Special,

    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>The colours themselves.</summary>
internal static class PaintColor
{
    public static string ToColor(this Paint paint) => paint switch
    {
        Paint.Good => "#009e73",
        Paint.Fair => "#56b4e9",
        Paint.Neutral => "#0072b2",
        Paint.Poor => "#e69f00",
        Paint.Bad => "#d55e00",
        Paint.Other => "#cc79a7",
        Paint.Special => "#f0e442",
        Paint.Unknown => "#9a9a9a",
        _ => throw new ArgumentOutOfRangeException(nameof(paint), paint, "Not a paint."),
    };
}
