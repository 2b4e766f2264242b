namespace Tes.Mail.TagLists;

/// <summary>One <c>name=value</c> of a record that is a list of tags, as written.</summary>
/// <param name="Name">The name in the case as written: printable ASCII.</param>
/// <param name="Value">The value without the white space around it: printable ASCII.</param>
/// <param name="Offset">Where the name begins in the record, in characters.</param>
/// <param name="ValueOffset">Where the value begins in the record, in characters.</param>
public sealed record RecordTag(string Name, string Value, int Offset, int ValueOffset);
