namespace Tes.Dns.ZoneFiles;

/// <summary>How an item was written.</summary>
internal enum Quoting
{
    /// <summary>As a contiguous set of characters.</summary>
    None,

    /// <summary>Between quotation marks, where blanks, parentheses and semicolons stand for themselves.</summary>
    Quoted,
}
