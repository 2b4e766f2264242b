namespace Tes.TransportSecurity.Pkix;

/// <summary>How much work may still be spent on the signatures of one chain: <see cref="DerLimits.MaxSignatureChecks"/> at first.</summary>
internal sealed class SignatureBudget
{
    private int _left = DerLimits.MaxSignatureChecks;

    /// <summary>Whether something was refused for want of budget.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Takes from the budget; false when there is not enough left.</summary>
    public bool TryTake(int checks)
    {
        IsExhausted |= checks > _left;
        if (checks > _left)
            return false;
        _left -= checks;
        return true;
    }
}
