using System.Text.Json;

namespace Tes.Interop.Tests.Surveys;

/// <summary>What is known of a domain, a line for each fact; the order of the lines says nothing.</summary>
internal sealed class DomainFacts(IEnumerable<string> lines)
{
    public IReadOnlyList<string> Lines { get; } = [.. lines.Order(StringComparer.Ordinal)];

    /// <returns>The lines that only one of the two has; empty where they agree.</returns>
    public string DifferenceFrom(DomainFacts other, string ours, string theirs)
    {
        var missing = other.Lines.ToList();
        var more = Lines.Where(line => !missing.Remove(line)).ToArray();
        return string.Join('\n', [.. more.Select(line => $"  {ours}: {line}"), .. missing.Select(line => $"  {theirs}: {line}")]);
    }

    /// <summary>The same lines, changed.</summary>
    public DomainFacts With(Func<string, string> change) => new(Lines.Select(change));

    public static string Address(
        long position, string ip, string startTls, string tls, IEnumerable<string> authBeforeTls, string failure, IEnumerable<string> certificates, string outcome) =>
        $"address of host {position}: {ip} STARTTLS {startTls}, {tls}, AUTH before [{string.Join(' ', authBeforeTls)}], failure {failure}, DANE {outcome}, certificates [{string.Join("; ", certificates)}]";

    public static string Certificate(string subject, string issuer, string notBefore, string notAfter) => $"{subject} by {issuer}, {notBefore} to {notAfter}";

    public static string Finding(JsonElement finding) =>
        $"finding {string.Join(" | ", ((string[])["tag", "state", "severity", "subject", "message"]).Select(name => finding.GetProperty(name).GetString()))}";
}
