using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Resolver;
using Tes.Resolver.Doctor;

namespace Tes.Cli.Dns;

/// <summary><c>tes dns doctor</c>: whether the path to the resolver carries DNSSEC, and what to do where it does not.</summary>
internal static class DnsDoctorCommand
{
    // Signed with a DS that does not fit, on purpose and for years: for tests like this.
    private const string PublicBogusName = "dnssec-failed.org";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({DnsDoctorJson.Schema})." };
        var bogusName = new Option<string?>("--bogus-name")
        {
            Description = $"A name that is known to be bogus. Default: {PublicBogusName} with the built-in root anchors, else none.",
            HelpName = "NAME",
        };
        var lookup = new LookupOptions();
        var doctor = new Command("doctor", "Test whether the path to the resolver carries DNSSEC (RFC 8027), and say what to do. Exit status: 0 it does, 1 it does not, 2 usage, 3 no answer.");
        doctor.Add(json);
        doctor.Add(bogusName);
        lookup.AddUpstreamsTo(doctor);
        doctor.SetAction(async (parsed, cancellationToken) =>
        {
            ResolverOptions options = lookup.ReadUpstreams(parsed);
            PathDoctorOptions tests = Tests(options, parsed.GetValue(bogusName), lookup.NamesAnchor(parsed));
            PathReport[] reports = await Task.WhenAll(options.Upstreams.Select(server => PathDoctor.ExamineAsync(server, tests, console.Time, cancellationToken)));
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => DnsDoctorJson.Write(document, reports));
            else
                DnsDoctorText.Write(console.Output, reports, new Palette(console.Color));
            return (int)StatusOf(reports);
        });
        examples[doctor] =
        [
            "tes dns doctor",
            "tes dns doctor --resolver 192.0.2.53 --resolver tls://192.0.2.54#dns.example.net",
        ];
        return doctor;
    }

    private static PathDoctorOptions Tests(ResolverOptions options, string? bogusName, bool ownAnchors) => new()
    {
        TrustAnchors = options.TrustAnchors,
        Policy = options.Policy,
        ValidationTime = options.ValidationTime,
        QuestionTimeout = options.QuestionTimeout,
        Authorities = options.UpstreamAuthorities,
        BogusName = bogusName is not null ? QueryName.Parse(bogusName) : ownAnchors ? null : DomainName.Parse(PublicBogusName),
    };

    // The best of several counts: the resolver goes on to the next where one fails.
    private static ExitStatus StatusOf(IReadOnlyCollection<PathReport> reports) =>
        reports.Any(report => report.Diagnosis is null) ? ExitStatus.Good
        : reports.Any(report => report.Answered) ? ExitStatus.CheckFailed
        : ExitStatus.Inconclusive;
}
