namespace Tes.Resolver.Iteration;

/// <summary>Whether servers are asked what we want to know or only for the way there.</summary>
internal enum QuestionExtent
{
    /// <summary>The question itself.</summary>
    Whole,

    /// <summary>One for a shortened name (RFC 9156). A server that cannot handle it is not to blame for more than that.</summary>
    Shortened,
}
