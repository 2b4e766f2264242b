using System.Xml;
using System.Xml.Linq;
using Tes.Scan.Survey.Pictures;

namespace Tes.Scan.Tests.Survey.Pictures;

/// <summary>Charts of a survey of 1000 domains, and how their drawings are read.</summary>
internal static class SampleCharts
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>What a hostile peer would like to see on a page.</summary>
    public const string Hostile = "</title><script>alert(1)</script> & \"quoted' \u0000\u0007\u001b[31m\u202Egpj.exe\u2066 \uD800 \uFFFE \u2028 ]]> <!-- ";

    public static readonly PieChart Classes = new("Domains supporting encrypted mail", "1000 domains",
    [
        new("OK with TLS", 625, Meaning.Good),
        new("OK, no TLS", 164, Meaning.Bad),
        new("unresponsive mail servers", 40, Meaning.Neutral),
        new("no MX records", 120, Meaning.Neutral),
        new("MX records invalid under DNSSEC", 6, Meaning.Bad),
        new("non-existing MX hostnames", 45, Meaning.Neutral),
        new("inconclusive", 0, Meaning.Neutral),
    ]);

    public static readonly BarChart Versions = new("TLS support on mail servers", "759 servers",
    [
        new("TLS 1.3", 12, Meaning.Good),
        new("TLS 1.2", 480, Meaning.Good),
        new("TLS 1.1", 9, Meaning.Weak),
        new("TLS 1.0", 88, Meaning.Weak),
        new("no TLS", 170, Meaning.Bad),
    ]);

    public static readonly TrendChart Runs = new("Over time", "share of domains having email",
    [
        Series("TLS", Meaning.Good, 79.2, 80.1, 81.5, 83),
        Series("DNSSEC", Meaning.Good, 3, 3.1, 3.3, 3.9),
        Series("DANE", Meaning.Plain, 1.1, 1.2, 2, 2.9),
    ],
    "%");

    public static TrendSeries Series(string label, Meaning meaning, params double[] values) =>
        new(label, [.. values.Select((value, index) => new TrendPoint(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(index), value))], meaning);

    /// <summary>Reads strictly: one document, no document type, no character that XML does not allow.</summary>
    public static XElement Read(string markup)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(markup), settings);
        return XElement.Load(reader);
    }

    public static IEnumerable<T> Shapes<T>(this Chart chart, int width = Chart.UsualWidth)
        where T : Shape => chart.ToPicture(width).Shapes.OfType<T>();
}
