namespace Tes.Fuzz;

/// <summary>One parser or proof under fuzzing, with the properties that must hold for any input.</summary>
/// <param name="Name">Name on the command line, and of its folders of seeds and crashes.</param>
/// <param name="Check">Runs it on one input; throws where a property does not hold.</param>
/// <param name="Limit">Most work that any input may cost.</param>
public sealed record FuzzTarget(string Name, FuzzCheck Check, WorkLimit Limit)
{
    /// <summary>Checks one input, and that its work stays within the limit.</summary>
    /// <exception cref="PropertyViolationException">A property does not hold.</exception>
    public void Run(ReadOnlySpan<byte> input)
    {
        WorkMeter.Start();
        Check(input);
        if (Limit.Allows(WorkMeter.Stop(), input.Length))
            return;
        // What happens once in a process (static constructors, the compiler) is no work of the input.
        WorkMeter.Start();
        Check(input);
        Work work = WorkMeter.Stop();
        if (!Limit.Allows(work, input.Length))
            throw new PropertyViolationException($"{input.Length} octets of input cost {work}, more than {Limit.For(input.Length)}");
    }
}
