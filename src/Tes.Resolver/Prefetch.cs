namespace Tes.Resolver;

/// <summary>Whether answers are asked for again before they expire.</summary>
public enum Prefetch
{
    /// <summary>An answer is asked for when somebody wants it and it is not there.</summary>
    None,

    /// <summary>
    /// One that is found in the last tenth of its life is asked for again, once and in the background, so that names in constant
    /// use never wait. Costs questions that nobody may need.
    /// </summary>
    AnswersInUse,
}
