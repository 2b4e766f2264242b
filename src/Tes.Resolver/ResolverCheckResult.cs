namespace Tes.Resolver;

/// <summary>Whether validated look-ups can work over a resolver.</summary>
public abstract class ResolverCheckResult
{
    private ResolverCheckResult()
    {
    }

    /// <summary>Keys, signatures and denials arrive and validate.</summary>
    public sealed class Capable : ResolverCheckResult
    {
        private Capable()
        {
        }

        /// <summary>The one instance.</summary>
        public static Capable Instance { get; } = new();
    }

    /// <summary>They do not, so nothing can be said of any domain.</summary>
    public sealed class Incapable(string cause) : ResolverCheckResult
    {
        /// <summary>One sentence that names the cause; safe to show.</summary>
        public string Cause { get; } = cause;
    }
}
