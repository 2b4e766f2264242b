namespace Tes.Mail.Spf.Evaluation;

/// <summary>Results and identities by the words of RFC 7208 §2.6 and RFC 8601 §2.7.2.</summary>
public static class SpfWords
{
    /// <summary><c>none</c>, <c>neutral</c>, <c>pass</c>, <c>fail</c>, <c>softfail</c>, <c>temperror</c> or <c>permerror</c>.</summary>
    public static string Of(SpfResult result) => result switch
    {
        SpfResult.None => "none",
        SpfResult.Neutral => "neutral",
        SpfResult.Pass => "pass",
        SpfResult.Fail => "fail",
        SpfResult.SoftFail => "softfail",
        SpfResult.TempError => "temperror",
        SpfResult.PermError => "permerror",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not a result."),
    };

    /// <summary><c>mailfrom</c> or <c>helo</c>, as RFC 7208 §9.1 has them.</summary>
    public static string Of(SpfIdentity identity) => identity switch
    {
        SpfIdentity.MailFrom => "mailfrom",
        SpfIdentity.Helo => "helo",
        _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, "Not an identity."),
    };
}
