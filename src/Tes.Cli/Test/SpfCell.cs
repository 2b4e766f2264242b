using Tes.Cli.Terminal;
using Tes.Mail.Spf;

namespace Tes.Cli.Test;

/// <summary>The cell of SPF: what the record says of other senders, or why there is none that says anything.</summary>
internal static class SpfCell
{
    public static TableCell Of(SpfLookup spf, Palette palette) => spf.Match(
        published => published.Record.AllQualifier switch
        {
            SpfQualifier.Fail => new TableCell("-all", palette.Good),
            SpfQualifier.SoftFail => new TableCell("~all", palette.Good),
            SpfQualifier.Neutral => new TableCell("?all", palette.Doubtful),
            SpfQualifier.Pass => new TableCell("+all", palette.Bad),
            _ => published.Record.Redirect is null ? new TableCell("no all", palette.Doubtful) : TableCell.Of("redirect"),
        },
        none => new TableCell("none", palette.Bad),
        multiple => new TableCell("multiple", palette.Bad),
        malformed => new TableCell("malformed", palette.Bad),
        bogus => new TableCell("bogus", palette.Bad),
        failed => new TableCell("failed", palette.Doubtful));
}
