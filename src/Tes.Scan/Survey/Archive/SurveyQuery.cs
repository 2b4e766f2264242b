using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>A question to an archive, whose text a report shows beside what it gave.</summary>
/// <param name="Name">Its name for programs.</param>
/// <param name="Title">What it counts.</param>
/// <param name="Template">SQL, with <c>{run}</c> for the number of the run.</param>
public sealed record SurveyQuery(string Name, string Title, string Template)
{
    /// <summary>The text for one run, as it can be given to DuckDB.</summary>
    public string For(int run) => Template.Replace("{run}", run.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
