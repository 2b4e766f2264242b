namespace Tes.Scan.Survey.Pictures;

/// <summary>What a picture is drawn of. Lengths are in CSS pixels, y grows downwards. Words are harmless: nothing in them but text to be shown.</summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>Hands this shape to the method for its kind.</summary>
    public abstract void Accept(IShapeVisitor visitor);

    /// <summary>A filled rectangle.</summary>
    /// <param name="X">Left.</param>
    /// <param name="Y">Top.</param>
    /// <param name="Width">Width.</param>
    /// <param name="Height">Height.</param>
    /// <param name="Radius">Of the corners.</param>
    /// <param name="Fill">Its colour.</param>
    /// <param name="Says">What it stands for, in words; null for decoration.</param>
    public sealed record Box(double X, double Y, double Width, double Height, double Radius, PictureColor Fill, string? Says = null) : Shape
    {
        /// <inheritdoc/>
        public override void Accept(IShapeVisitor visitor) => Required(visitor).Visit(this);
    }

    /// <summary>A slice of a circle, parted from its neighbours by a thin line of paper; a whole circle when <paramref name="Sweep"/> is 1.</summary>
    /// <param name="X">Centre of the circle.</param>
    /// <param name="Y">Centre of the circle.</param>
    /// <param name="Radius">Of the circle.</param>
    /// <param name="Start">Where it starts: turns clockwise from 12 o'clock, 0 to 1.</param>
    /// <param name="Sweep">How far it goes: turns, 0 to 1.</param>
    /// <param name="Fill">Its colour.</param>
    /// <param name="Says">What it stands for, in words.</param>
    public sealed record Wedge(double X, double Y, double Radius, double Start, double Sweep, PictureColor Fill, string? Says = null) : Shape
    {
        /// <inheritdoc/>
        public override void Accept(IShapeVisitor visitor) => Required(visitor).Visit(this);

        /// <summary>Thickness of the line of paper, half of which lies inside. Thinner for thin slices, which it would hide.</summary>
        public double Separator => Math.Min(1.5, 0.25 * Sweep * Math.Tau * Radius);

        /// <summary>A point on the edge.</summary>
        /// <param name="turns">Turns clockwise from 12 o'clock.</param>
        public (double X, double Y) PointAt(double turns)
        {
            (double sin, double cos) = Math.SinCos(turns * Math.Tau);
            return (X + (Radius * sin), Y - (Radius * cos));
        }
    }

    /// <summary>Straight lines from point to point.</summary>
    /// <param name="Points">Two or more.</param>
    /// <param name="Thickness">Of the line.</param>
    /// <param name="Color">Its colour.</param>
    /// <param name="Says">What it stands for, in words; null for decoration.</param>
    public sealed record Line(IReadOnlyList<(double X, double Y)> Points, double Thickness, PictureColor Color, string? Says = null) : Shape
    {
        /// <inheritdoc/>
        public override void Accept(IShapeVisitor visitor) => Required(visitor).Visit(this);
    }

    /// <summary>A filled circle.</summary>
    /// <param name="X">Centre.</param>
    /// <param name="Y">Centre.</param>
    /// <param name="Radius">Of the circle.</param>
    /// <param name="Fill">Its colour.</param>
    /// <param name="Says">What it stands for, in words; null for decoration.</param>
    public sealed record Dot(double X, double Y, double Radius, PictureColor Fill, string? Says = null) : Shape
    {
        /// <inheritdoc/>
        public override void Accept(IShapeVisitor visitor) => Required(visitor).Visit(this);
    }

    /// <summary>One line of text.</summary>
    /// <param name="X">Where <paramref name="Align"/> holds it.</param>
    /// <param name="Y">Base line.</param>
    /// <param name="Text">The words, cut to their place.</param>
    /// <param name="Size">Font size.</param>
    /// <param name="Color">Its colour.</param>
    /// <param name="Align">Which end is at <paramref name="X"/>.</param>
    /// <param name="Weight">Of the font.</param>
    /// <param name="Says">The words in full where they were cut; else null.</param>
    public sealed record Words(
        double X,
        double Y,
        string Text,
        double Size,
        PictureColor Color,
        TextAlign Align = TextAlign.Start,
        TextWeight Weight = TextWeight.Regular,
        string? Says = null) : Shape
    {
        /// <inheritdoc/>
        public override void Accept(IShapeVisitor visitor) => Required(visitor).Visit(this);
    }

    private static IShapeVisitor Required(IShapeVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor;
    }
}
