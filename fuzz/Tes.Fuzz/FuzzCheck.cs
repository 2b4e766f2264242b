namespace Tes.Fuzz;

/// <summary>Runs the code under test on one input.</summary>
/// <param name="input">Any octets.</param>
public delegate void FuzzCheck(ReadOnlySpan<byte> input);
