using System.Globalization;
using System.Text;

namespace Tes.Smtp.Tests;

/// <summary>One session from testdata/sessions; the format is in testdata/README.md.</summary>
internal sealed class Transcript
{
    private Transcript(IReadOnlyList<Line> lines, IReadOnlyDictionary<string, string> expectations)
    {
        Lines = lines;
        Expectations = expectations;
    }

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "testdata", "sessions");

    public IReadOnlyList<Line> Lines { get; }

    public IReadOnlyDictionary<string, string> Expectations { get; }

    public static Transcript Load(string name)
    {
        var lines = new List<Line>();
        var expectations = new Dictionary<string, string>();
        foreach (var text in File.ReadAllLines(Path.Combine(Folder, name + ".transcript")))
        {
            if (text.Length == 0 || text[0] == ';') continue;
            if (text[0] == '=')
            {
                var words = text[1..].TrimStart().Split(' ', 2);
                expectations.Add(words[0], words.Length > 1 ? words[1] : "");
                continue;
            }
            if (text.Length < 2 || text[1] != ':') throw new FormatException($"{name}: {text}");
            var content = text.Length > 3 ? text[3..] : "";
            lines.Add(text[0] switch
            {
                'S' => new Line(LineKind.Server, Octets(content + "\\r\\n")),
                'L' => new Line(LineKind.Server, Octets(content + "\\n")),
                'R' => new Line(LineKind.Server, Octets(content)),
                'C' => new Line(LineKind.Client, Octets(content + "\\r\\n")),
                'T' => new Line(LineKind.TlsEstablished, []),
                'X' => new Line(LineKind.Closed, []),
                _ => throw new FormatException($"{name}: {text}"),
            });
        }
        return new Transcript(lines, expectations);
    }

    private static byte[] Octets(string text)
    {
        var octets = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                octets.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
                continue;
            }
            i++;
            octets.Add(text[i] switch
            {
                'r' => (byte)'\r',
                'n' => (byte)'\n',
                '0' => 0,
                'x' => byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                _ => throw new FormatException(text),
            });
            if (text[i] == 'x') i += 2;
        }
        return [.. octets];
    }

    internal sealed record Line(LineKind Kind, byte[] Octets);

    internal enum LineKind
    {
        Server,
        Client,
        TlsEstablished,
        Closed,
    }
}
