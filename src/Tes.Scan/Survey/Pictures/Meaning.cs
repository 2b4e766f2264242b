namespace Tes.Scan.Survey.Pictures;

/// <summary>What a slice, bar or line stands for; decides its colour. The caller knows, a chart cannot.</summary>
public enum Meaning
{
    /// <summary>One category among others; coloured only to be told apart.</summary>
    Plain,

    /// <summary>As it should be. Blues.</summary>
    Good,

    /// <summary>Works, and should be better. Ambers.</summary>
    Weak,

    /// <summary>Wrong. Vermilions.</summary>
    Bad,

    /// <summary>Says nothing either way. Greys.</summary>
    Neutral,
}
