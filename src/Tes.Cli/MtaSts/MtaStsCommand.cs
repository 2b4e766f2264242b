using System.CommandLine;
using System.Text.Json;
using Tes.Cli.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.MtaSts;

namespace Tes.Cli.MtaSts;

/// <summary><c>tes mta-sts</c>: policies of RFC 8461, without a network.</summary>
internal static class MtaStsCommand
{
    private const string Schema = "tes.mta-sts.parse/1";
    private const int LargestFile = 1024 * 1024;

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) =>
        CommandGroup.Create("mta-sts", "Check MTA-STS policies, without a network.", Parse(console, examples));

    private static Command Parse(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "The policy as it is served at /.well-known/mta-sts.txt; - for the standard input." };
        var mx = new Option<string?>("--mx") { Description = "Say whether the policy names this MX host.", HelpName = "HOST" };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var parse = new Command("parse", "Say whether a policy is valid, what it asks for, and whether it names a host. Exit status: 0 valid (and the host is named), 1 not, 2 usage.");
        parse.Add(file);
        parse.Add(mx);
        parse.Add(json);
        parse.SetAction(parsed =>
        {
            DomainName? host = parsed.GetValue(mx) is { } name ? QueryName.Parse(name) : null;
            bool isValid = MtaStsPolicy.TryParse(InputOctets.Read(console, parsed.GetRequiredValue(file), LargestFile), out MtaStsPolicy? policy, out ParseFailure failure);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => WriteJson(document, policy, failure, host));
            else
                WriteText(console.Output, policy, failure, host, new Palette(console.Color));
            return (int)(isValid && (host is null || policy!.Allows(host)) ? ExitStatus.Good : ExitStatus.CheckFailed);
        });
        examples[parse] = ["tes mta-sts parse mta-sts.txt --mx mx.example.org"];
        return parse;
    }

    private static string WordOf(MtaStsMode mode) => mode switch
    {
        MtaStsMode.Enforce => "enforce",
        MtaStsMode.Testing => "testing",
        _ => "none",
    };

    private static void WriteText(TextWriter output, MtaStsPolicy? policy, ParseFailure failure, DomainName? host, Palette palette)
    {
        if (policy is null)
        {
            output.WriteLine($"{palette.Bad("not valid")}: {failure.Reason} (at octet {failure.Offset})");
            return;
        }

        output.WriteLine($"{palette.Good("valid")}: mode {WordOf(policy.Mode)}, kept for {policy.MaxAge} seconds");
        foreach (MxPattern pattern in policy.Mx)
            output.WriteLine($"  mx {TerminalText.Escape(pattern.Text)}");
        foreach (var remark in policy.Remarks)
            output.WriteLine($"  {palette.Doubtful("note")} at {remark.Offset}: {remark.Text}");
        if (host is not null)
            output.WriteLine($"{TerminalText.Escape(host.ToDisplayString())}: {(policy.Allows(host) ? palette.Good("named by the policy") : palette.Bad("not named by the policy"))}");
    }

    private static void WriteJson(Utf8JsonWriter json, MtaStsPolicy? policy, ParseFailure failure, DomainName? host)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteBoolean("valid", policy is not null);
        json.WriteString("mode", policy is null ? null : WordOf(policy.Mode));
        json.WriteStartArray("mx");
        foreach (MxPattern pattern in policy?.Mx ?? [])
            json.WriteStringValue(pattern.Text);
        json.WriteEndArray();
        if (policy is null)
            json.WriteNull("maxAge");
        else
            json.WriteNumber("maxAge", policy.MaxAge);
        if (host is not null)
            json.WriteBoolean("mxMatch", policy?.Allows(host) ?? false);
        Record.RecordJson.WriteErrors(json, "errors", policy is null ? [failure] : []);
        Record.RecordJson.WriteRemarks(json, policy?.Remarks ?? []);
        json.WriteEndObject();
    }
}
