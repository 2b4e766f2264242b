using System.Globalization;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Cli.Dns;

/// <summary>Words for the parts of an answer, the same in text and JSON.</summary>
internal static class AnswerText
{
    /// <summary>The RCODE of the answer; null when there was no answer at all.</summary>
    public static string? ResponseCodeOf(Answer answer) => answer.Match<string?>(
        found => "NOERROR",
        absent => absent.Absence == Absence.NXDomain ? "NXDOMAIN" : "NOERROR",
        bogus => Mnemonic(bogus.ResponseCode),
        failed => failed.Failure.Kind switch
        {
            LookupFailureKind.ServFail => "SERVFAIL",
            LookupFailureKind.Refused => "REFUSED",
            _ => null,
        });

    /// <summary>Aliases first, then what they lead to.</summary>
    public static IReadOnlyList<ValidatedRRset> RRsetsOf(Answer answer) => answer.Match(
        found => [.. found.Aliases, found.RRset],
        absent => absent.Aliases,
        bogus => [.. bogus.Aliases, .. bogus.RRsets.Except(bogus.Aliases)],
        failed => failed.Aliases);

    /// <summary>The one error that explains the status; null when the answer is secure or nothing more is known.</summary>
    public static ExtendedDnsError? ErrorOf(Answer answer) => answer.Match(
        found => found.RRset.Error ?? found.Aliases.Select(alias => alias.Error).FirstOrDefault(error => error is not null),
        absent => absent.Error,
        bogus => bogus.Error,
        failed => failed.Failure.Errors.Count > 0 ? failed.Failure.Errors[0] : null);

    /// <summary>What is good now and will not stay so: one sentence each.</summary>
    public static IEnumerable<string> NotesOf(Answer answer) =>
        answer.Trace.Zones.Select(zone => zone.Deprecation).OfType<string>();

    /// <summary>One sentence: what was found and why it has its status. May quote a peer: escape before a terminal sees it.</summary>
    public static string ReasonOf(Answer answer)
    {
        string what = answer.Match(
            found => "the records exist",
            absent => absent.Absence == Absence.NXDomain
                ? $"the name {answer.FinalName.ToDisplayString()} does not exist"
                : $"the name {answer.FinalName.ToDisplayString()} has no {answer.Question.Type.ToMnemonic()} records",
            bogus => "the answer must not be used",
            failed => "the look-up could not be completed");
        string? why = answer is Answer.Failed { Failure: var failure } ? failure.Text : ErrorOf(answer)?.Text;
        if (string.IsNullOrEmpty(why))
        {
            why = answer.Security switch
            {
                SecurityStatus.Secure when answer is Answer.Absent => "its absence is proven",
                SecurityStatus.Secure => "a chain of trust from the trust anchor covers them",
                SecurityStatus.Insecure => answer.Trace.Zones.LastOrDefault(zone => zone.Security == SecurityStatus.Insecure)?.Note ?? "the zone is not signed",
                _ => answer.Trace.Zones.Count > 0 ? answer.Trace.Zones[^1].Note : "no trust anchor covers the name",
            };
        }

        return $"{what}: {why}";
    }

    public static string KindOf(LookupFailureKind kind) => kind switch
    {
        LookupFailureKind.Timeout => "timeout",
        LookupFailureKind.Unreachable => "unreachable",
        LookupFailureKind.ServFail => "servfail",
        LookupFailureKind.Refused => "refused",
        LookupFailureKind.ErrorResponse => "error-response",
        LookupFailureKind.Malformed => "malformed",
        LookupFailureKind.TooManyAliases => "too-many-aliases",
        LookupFailureKind.BudgetExceeded => "budget-exceeded",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of failure."),
    };

    private static string Mnemonic(ResponseCode code) => Enum.IsDefined(code)
        ? code.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"RCODE{(int)code}");
}
