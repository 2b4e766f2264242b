using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A part of a record and what it means.</summary>
/// <param name="Tag">The part as written.</param>
/// <param name="Meaning">One clause for people; may quote the record: escape before a terminal sees it.</param>
internal sealed record RecordTagReading(RecordTag Tag, string Meaning);
