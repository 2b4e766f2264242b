namespace Tes.Mail.Spf;

/// <summary>A piece of a macro string: a closed set.</summary>
public abstract class MacroPart
{
    private MacroPart()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Literal, T> literal, Func<Expansion, T> expansion);

    /// <summary>Text as it stands; <c>%%</c>, <c>%_</c> and <c>%-</c> are already <c>%</c>, a space and <c>%20</c>.</summary>
    public sealed class Literal : MacroPart
    {
        internal Literal(string text) => Text = text;

        /// <summary>Printable ASCII.</summary>
        public string Text { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Literal, T> literal, Func<Expansion, T> expansion)
        {
            ArgumentNullException.ThrowIfNull(literal);
            return literal(this);
        }
    }

    /// <summary>A macro: <c>%{d2r-}</c> (RFC 7208 §7.1).</summary>
    public sealed class Expansion : MacroPart
    {
        internal Expansion(MacroLetter letter, int? rightmostParts, MacroOrder order, string delimiters, MacroEscaping escaping)
        {
            Letter = letter;
            RightmostParts = rightmostParts;
            Order = order;
            Delimiters = delimiters;
            Escaping = escaping;
        }

        /// <summary>What it stands for.</summary>
        public MacroLetter Letter { get; }

        /// <summary>How many parts are kept, from the right; 1 or more; null for all.</summary>
        public int? RightmostParts { get; }

        /// <summary>Whether the parts are reversed.</summary>
        public MacroOrder Order { get; }

        /// <summary>The characters that separate parts; empty means a dot.</summary>
        public string Delimiters { get; }

        /// <summary>Whether the result is escaped as in a URL (an upper-case letter asks for it).</summary>
        public MacroEscaping Escaping { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Literal, T> literal, Func<Expansion, T> expansion)
        {
            ArgumentNullException.ThrowIfNull(expansion);
            return expansion(this);
        }
    }
}
