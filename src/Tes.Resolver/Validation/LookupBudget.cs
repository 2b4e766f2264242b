namespace Tes.Resolver.Validation;

/// <summary>How many questions one look-up may still ask.</summary>
internal sealed class LookupBudget(int questions)
{
    private int _left = questions;

    public bool TrySpend() => Interlocked.Decrement(ref _left) >= 0;
}
