using System.Text;
using Tes.Cli.Options;
using Tes.Cli.Survey.Pictures;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Pictures;

namespace Tes.Cli.Survey;

/// <summary>A report as a page, and its charts as files.</summary>
internal static class ReportFiles
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void WritePage(string path, SurveyReport report, IReadOnlyList<SurveyTrend> trend) => Write(path, () => OutputFile.Write(path, file =>
    {
        using var output = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        ReportPictures.Page(report, trend).WriteTo(output);
    }));

    /// <summary>Writes each chart as an SVG file and as a PNG file.</summary>
    /// <exception cref="UsageException">The folder cannot be written to, or PNG files cannot be drawn here; then the SVG files are there.</exception>
    public static void WriteCharts(string folder, SurveyReport report, IReadOnlyList<SurveyTrend> trend, CommandConsole console)
    {
        Write(folder, () => Directory.CreateDirectory(folder));
        string? withoutPng = null;
        foreach ((string name, Chart chart, _) in ReportPictures.Charts(report, trend))
        {
            Picture picture = chart.ToPicture();
            string svg = Path.Combine(folder, $"{name}.svg"), png = Path.Combine(folder, $"{name}.png");
            Write(svg, () => OutputFile.Write(svg, file => file.Write(Encoding.UTF8.GetBytes(picture.ToSvg()))));
            console.Output.WriteLine(TerminalText.Escape(svg));
            if (withoutPng is not null || !PngPicture.TryEncode(picture, out byte[]? octets, out withoutPng))
                continue;
            Write(png, () => OutputFile.Write(png, file => file.Write(octets)));
            console.Output.WriteLine(TerminalText.Escape(png));
        }

        if (withoutPng is not null)
            throw new UsageException(withoutPng);
    }

    private static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot write {TerminalText.Quote(path)}: {OutputFile.Reason(path, exception)}", exception);
        }
    }
}
