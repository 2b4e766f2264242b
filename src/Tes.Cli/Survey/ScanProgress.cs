using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Scan.Survey;

namespace Tes.Cli.Survey;

/// <summary>How far a survey has come: on a terminal one line that is written over, without one a line now and then.</summary>
/// <param name="console">Where to.</param>
/// <param name="list">Where the domains come from.</param>
/// <param name="limit">Most domains.</param>
/// <param name="before">Domains that were tested in an earlier session of the run.</param>
internal sealed class ScanProgress(CommandConsole console, SurveyList list, int limit, int before)
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private readonly long _start = console.Time.GetTimestamp();
    private TimeSpan _shown;

    /// <summary>Shows the state, if it is time to. Not for several threads at once.</summary>
    public void Show(SurveyStatistics statistics)
    {
        TimeSpan now = console.Time.GetElapsedTime(_start);
        if (now - _shown < (console.ErrorIsTerminal ? TerminalInterval : LogInterval))
            return;
        _shown = now;
        string line = Line(statistics, now);
        // ECMA-48 §8.3.41: erase to the end of the line
        if (console.ErrorIsTerminal)
            console.Error.Write($"\r\e[K{Cut(line)}");
        else
            console.WriteError(line);
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        if (console.ErrorIsTerminal)
            console.Error.Write("\r\e[K");
    }

    private string Line(SurveyStatistics statistics, TimeSpan now)
    {
        double? done = limit < int.MaxValue ? (double)(before + statistics.Domains) / limit : list.FractionRead;
        string rest = done is > 0 and < 1 and var read
            ? string.Create(CultureInfo.InvariantCulture, $", {read:P0} of the list, {Duration(now * ((1 - read) / read))} left")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"surveying: {statistics.Domains} domains{(before > 0 ? $" ({before} before)" : "")}, {statistics.Domains / Math.Max(now.TotalSeconds, 0.001):0} a second{rest}; TLS {statistics.Of(SurveyClass.Tls)}, no TLS {statistics.Of(SurveyClass.NoTls)}, unresponsive {statistics.Of(SurveyClass.Unresponsive)}, inconclusive {statistics.Of(SurveyClass.Inconclusive)}");
    }

    // A line that wraps could not be written over.
    private string Cut(string line)
    {
        int room = (console.OutputWidth ?? CommandConsole.UsualWidth) - 1;
        return line.Length <= room ? line : line[..room];
    }

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Ceiling(time.TotalSeconds)} s");
}
