using System.Net;
using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Tests.Spf.Evaluation;

/// <summary>
/// Records and what checks against them come to, out of a file in testdata/spf/evaluation:
/// <code>
/// = subject, expectation
/// zone lines with absolute names
/// ! NAME TYPE timeout|servfail|refused|bogus|insecure
/// > ADDRESS RESULT [from=…] [helo=…] [term=…] [lookups=…] [void=…] [security=…] [explanation=…to the end of the line]
/// </code>
/// From is alice@example.org and HELO mx.example.org where a check does not say otherwise; <c>from=""</c> is the null reverse-path.
/// </summary>
internal sealed record SpfScenario(string File, string Name, string Zone, IReadOnlyList<string> Faults, IReadOnlyList<string> Checks)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "testdata", "spf", "evaluation");

    public static IReadOnlyList<SpfScenario> All { get; } = [.. Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(Read)];

    public ZoneResolver Resolver()
    {
        var resolver = new ZoneResolver(Zone);
        foreach (string[] fault in Faults.Select(line => line.Split(' ')))
        {
            if (fault[2] == "insecure")
                resolver.Insecure.Add(DomainName.Parse(fault[0]));
            else
                resolver.Break(DomainName.Parse(fault[0]), RRTypeMnemonic.TryParse(fault[1], out RRType type) ? type : throw new FormatException(fault[1]), fault[2]);
        }

        return resolver;
    }

    /// <summary>A check taken apart: what is asked, and what must come of it by name.</summary>
    public static (SpfRequest Request, Dictionary<string, string> Expected) Parse(string check)
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        int explanation = check.IndexOf(" explanation=", StringComparison.Ordinal);
        if (explanation >= 0)
            expected["explanation"] = check[(explanation + " explanation=".Length)..];
        string[] words = (explanation < 0 ? check : check[..explanation]).Split(' ');
        expected["result"] = words[1];
        foreach (string word in words[2..])
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            expected[word[..equals]] = word[(equals + 1)..].Trim('"');
        }

        return (new SpfRequest
        {
            Client = IPAddress.Parse(words[0]),
            Helo = Unescape(expected.GetValueOrDefault("helo", "mx.example.org")),
            MailFrom = Unescape(expected.GetValueOrDefault("from", "alice@example.org")),
            Identity = expected.GetValueOrDefault("identity") == "helo" ? SpfIdentity.Helo : SpfIdentity.MailFrom,
            ReceivingHost = "mx.example.net",
            Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        }, expected);
    }

    // Words are split at spaces: _SP_ stands for one in a value, _LONG_ for 300 characters with a dot in the middle.
    private static string Unescape(string text) =>
        text.Replace("_SP_", " ", StringComparison.Ordinal).Replace("_LONG_", $"{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}.{new string('d', 60)}.{new string('e', 56)}", StringComparison.Ordinal);

    private static IEnumerable<SpfScenario> Read(string path)
    {
        string? name = null;
        var zone = new StringBuilder();
        var faults = new List<string>();
        var checks = new List<string>();
        foreach (string line in System.IO.File.ReadLines(path).Append("= "))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.StartsWith("! ", StringComparison.Ordinal))
            {
                faults.Add(line[2..]);
            }
            else if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                checks.Add(line[2..]);
            }
            else if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                if (name is not null)
                    yield return new SpfScenario(Path.GetFileNameWithoutExtension(path), name, zone.ToString(), [.. faults], [.. checks]);
                name = line[2..];
                zone.Clear();
                faults.Clear();
                checks.Clear();
            }
            else
            {
                zone.Append(line).Append('\n');
            }
        }
    }
}
