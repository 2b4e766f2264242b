using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A record, read for its owner.</summary>
/// <param name="Errors">What breaks the grammar; none: it is valid.</param>
/// <param name="Effect">What receivers and senders do with it, one sentence of ours.</param>
/// <param name="Tags">Its parts in order, as far as they can be read.</param>
/// <param name="Remarks">What breaks no rule and is worth knowing.</param>
internal sealed record RecordReading(
    IReadOnlyList<ParseFailure> Errors, string Effect, IReadOnlyList<RecordTagReading> Tags, IReadOnlyList<RecordRemark> Remarks)
{
    public bool IsValid => Errors.Count == 0;

    /// <summary>Nothing can be made of it.</summary>
    public static RecordReading Unreadable(ParseFailure failure, string effect) => new([failure], effect, [], []);
}
