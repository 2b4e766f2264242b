namespace Tes.Mail.TagLists;

/// <summary>Something in a record that breaks no rule and that its owner should know.</summary>
/// <param name="Offset">Where it stands, in characters.</param>
/// <param name="Text">One clause in English without the record's own text, safe to show.</param>
public readonly record struct RecordRemark(int Offset, string Text);
