namespace Tes.Scan.Survey;

/// <summary>The words for <see cref="SurveyClass"/> in archives and in <c>tes.scan/1</c>.</summary>
public static class SurveyClassWord
{
    /// <summary>The word for a class.</summary>
    public static string ToWord(this SurveyClass @class) => @class switch
    {
        SurveyClass.Tls => "tls",
        SurveyClass.NoTls => "noTls",
        SurveyClass.Unresponsive => "unresponsive",
        SurveyClass.NoMx => "noMx",
        SurveyClass.BogusMx => "bogusMx",
        SurveyClass.NonExistingMx => "nonExistingMx",
        SurveyClass.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(@class), @class, "Not a class."),
    };

    /// <summary>The class for a word; null for any other.</summary>
    public static SurveyClass? FromWord(string word)
    {
        foreach (SurveyClass @class in Enum.GetValues<SurveyClass>())
        {
            if (string.Equals(@class.ToWord(), word, StringComparison.Ordinal))
                return @class;
        }

        return null;
    }
}
