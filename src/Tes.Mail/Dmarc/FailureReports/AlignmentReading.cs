namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Tells which of its two meanings an Identity-Alignment field has: that of RFC 9991 §4, what failed, or that of RFC 7489 §7.3.1, what did not.</summary>
internal static class AlignmentReading
{
    private static readonly string[] Both = ["dkim", "spf"];

    /// <returns>The methods that failed; null where that cannot be told.</returns>
    public static IReadOnlyList<string>? FailedMethods(FailureReport report)
    {
        // One method alone goes with either reading: the other one may have failed, have passed, or not have been there.
        bool isNone = report.IdentityAlignment is ["none"];
        bool isBoth = report.IdentityAlignment is { Count: 2 } words && Both.All(word => words.Contains(word, StringComparer.Ordinal));
        if (!isNone && !isBoth)
            return null;
        // RFC 9989 §5.3.5: DMARC fails where no method gave an aligned identifier, and passes where one did.
        return DmarcPassed(report) switch { false => Both, true => [], null => null };
    }

    private static bool? DmarcPassed(FailureReport report)
    {
        string[] results = [.. (report.AuthenticationResults?.Results ?? []).Where(result => result.Method == "dmarc").Select(result => result.Result)];
        bool failed = report.AuthenticationFailure == "dmarc" || results.Contains("fail", StringComparer.Ordinal);
        return failed == results.Contains("pass", StringComparer.Ordinal) ? null : !failed;
    }
}
