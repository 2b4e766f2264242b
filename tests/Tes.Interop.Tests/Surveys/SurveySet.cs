using System.Text.Json;
using Tes.Interop.Tests.Cases.Mail;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Surveys;

/// <summary>The mail domains of the private internet as one list, what `tes test` says of them, and an undisturbed survey of them.</summary>
internal sealed class SurveySet
{
    private readonly StateDirectory _state;
    private readonly Addresses _addresses;
    private readonly string _trustAnchorFile;
    private readonly Lazy<Task<IReadOnlyDictionary<string, JsonElement>>> _tested;
    private readonly Lazy<Task<(string Archive, SurveyedDomains Domains)>> _undisturbed;

    public SurveySet(StateDirectory state, Addresses addresses, string trustAnchorFile, MailPlan plan)
    {
        _state = state;
        _addresses = addresses;
        _trustAnchorFile = trustAnchorFile;
        // The mail hosts once more as domains of their own: many of them share their server with the domain above.
        Domains = [.. MailCases.ByName.Values.SelectMany(@case => new[] { plan.DomainOf(@case), $"mx.{@case.Name}.post.nord" }).Distinct(StringComparer.Ordinal)];
        ListFile = state.Write("surveys/list", string.Join('\n', Domains) + "\n");
        _tested = new(() => TestAsync(ListFile));
        _undisturbed = new(SurveyUndisturbedAsync);
    }

    public IReadOnlyList<string> Domains { get; }

    public string ListFile { get; }

    /// <summary>What `tes test --json` says of each.</summary>
    public Task<IReadOnlyDictionary<string, JsonElement>> TestedAsync() => _tested.Value;

    /// <summary>What a survey with nothing amiss keeps of each.</summary>
    public async Task<SurveyedDomains> UndisturbedAsync() => (await _undisturbed.Value).Domains;

    /// <summary>The archive of that survey, which is to be left as it is.</summary>
    public async Task<string> UndisturbedArchiveAsync() => (await _undisturbed.Value).Archive;

    /// <summary>The path of an archive that is not there yet.</summary>
    public string NewArchive() => Path.Combine(_state.CreateDirectory("surveys", Guid.NewGuid().ToString("N")), "a.duckdb");

    /// <summary>The command line of a survey through one resolver.</summary>
    public string[] Scan(string list, string archive, string resolver, params string[] more) => ScanOver(list, archive, ["--resolver", resolver, .. more]);

    /// <summary>The command line of a survey; who is asked, the further arguments say.</summary>
    // So many at once as a busy machine can answer in time.
    public string[] ScanOver(string list, string archive, params string[] more) =>
        [.. TesProgram.CommandLine, "scan", list, "--archive", archive, "--json", "--at-once", "8", "--trust-anchor", _trustAnchorFile, .. more];

    /// <summary>Runs `tes test --json` on the domains of a list.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> TestAsync(string listFile)
    {
        var test = await RunningProgram.RunAsync(
            _state, [.. TesProgram.CommandLine, "test", "--json", "-f", listFile, "--resolver", _addresses.Unbound, "--trust-anchor", _trustAnchorFile]);
        return test.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(domain => domain.GetProperty("domain").GetString()!, StringComparer.Ordinal);
    }

    /// <returns>Where a run differs from the undisturbed one; empty where it does not.</returns>
    /// <param name="surveyed">The run.</param>
    /// <param name="domains">The domains that it was given, of those of the list.</param>
    /// <param name="resolver">Whom it asked.</param>
    public async Task<string> DifferencesFromUndisturbedAsync(SurveyedDomains surveyed, IEnumerable<string> domains, string resolver)
    {
        var undisturbed = await UndisturbedAsync();
        // Where the resolver failed, messages name it.
        var expected = domains.ToDictionary(domain => domain, domain =>
            undisturbed.AllFacts(domain).With(line => line.Replace($"the resolver {_addresses.Unbound}:", $"the resolver {resolver}:", StringComparison.Ordinal)), StringComparer.Ordinal);
        return Differences(surveyed, expected, surveyed.AllFacts, "disturbed", "undisturbed");
    }

    /// <returns>Where a run differs from what is expected of its domains, which must all be there; empty where it does not.</returns>
    public static string Differences(
        SurveyedDomains surveyed, IReadOnlyDictionary<string, DomainFacts> expected, Func<string, DomainFacts> facts, string ours, string theirs)
    {
        var names = surveyed.Names.ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', [
            .. expected.Keys.Where(domain => !names.Contains(domain)).Select(domain => $"{domain} is missing"),
            .. names.Where(domain => !expected.ContainsKey(domain)).Select(domain => $"{domain} is too much"),
            .. expected.Where(known => names.Contains(known.Key))
                .Select(known => (Domain: known.Key, Difference: facts(known.Key).DifferenceFrom(known.Value, ours, theirs)))
                .Where(known => known.Difference.Length > 0)
                .Select(known => $"{known.Domain}\n{known.Difference}"),
        ]);
    }

    private async Task<(string Archive, SurveyedDomains Domains)> SurveyUndisturbedAsync()
    {
        var archive = NewArchive();
        var scan = await RunningProgram.RunAsync(_state, Scan(ListFile, archive, _addresses.Unbound));
        return scan is { ExitStatus: 0, Errors: "" }
            ? (archive, await SurveyedDomains.ReadAsync(_state, archive))
            : throw new InvalidOperationException(scan.ToString());
    }
}
