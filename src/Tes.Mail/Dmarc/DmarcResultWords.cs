namespace Tes.Mail.Dmarc;

/// <summary>Results and policies by the words of RFC 8601 §2.7 and RFC 9989 §4.7.</summary>
public static class DmarcResultWords
{
    /// <summary><c>none</c>, <c>pass</c>, <c>fail</c>, <c>temperror</c> or <c>permerror</c>.</summary>
    public static string Of(DmarcResult result) => result switch
    {
        DmarcResult.None => "none",
        DmarcResult.Pass => "pass",
        DmarcResult.Fail => "fail",
        DmarcResult.TempError => "temperror",
        DmarcResult.PermError => "permerror",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not a result."),
    };

    /// <summary><c>none</c>, <c>quarantine</c> or <c>reject</c>.</summary>
    public static string Of(DmarcPolicy policy) => policy switch
    {
        DmarcPolicy.None => "none",
        DmarcPolicy.Quarantine => "quarantine",
        DmarcPolicy.Reject => "reject",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a policy."),
    };
}
