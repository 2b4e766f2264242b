namespace Tes.Resolver.Tests;

/// <summary>A clock that a test sets. Timers are the system's: nothing here waits for them.</summary>
internal sealed class Clock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
