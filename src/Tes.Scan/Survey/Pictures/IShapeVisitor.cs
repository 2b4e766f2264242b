namespace Tes.Scan.Survey.Pictures;

/// <summary>Draws shapes of every kind: to be one, a method for each is needed.</summary>
public interface IShapeVisitor
{
    /// <summary>Draws a rectangle.</summary>
    void Visit(Shape.Box box);

    /// <summary>Draws a slice of a circle.</summary>
    void Visit(Shape.Wedge wedge);

    /// <summary>Draws a line.</summary>
    void Visit(Shape.Line line);

    /// <summary>Draws a dot.</summary>
    void Visit(Shape.Dot dot);

    /// <summary>Draws text.</summary>
    void Visit(Shape.Words words);
}
