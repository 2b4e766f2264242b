using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Terminal;

/// <summary>Colours by meaning: good, doubtful, bad, quiet. Without colour the texts stand as they are.</summary>
/// <param name="color">Whether the output takes colour.</param>
internal sealed class Palette(bool color)
{
    public string Good(string text) => Paint("32", text);

    public string Doubtful(string text) => Paint("33", text);

    public string Bad(string text) => Paint("31", text);

    public string Quiet(string text) => Paint("2", text);

    public string Heading(string text) => Paint("1", text);

    public string Security(SecurityStatus status) => status switch
    {
        SecurityStatus.Secure => Good(ReportWords.Of(status)),
        SecurityStatus.Bogus => Bad(ReportWords.Of(status)),
        _ => Doubtful(ReportWords.Of(status)),
    };

    // ECMA-48 §8.3.117, select graphic rendition
    private string Paint(string rendition, string text) => color ? $"\e[{rendition}m{text}\e[0m" : text;
}
