namespace Tes.Dns.ZoneFiles;

/// <summary>How an entry begins.</summary>
internal enum EntryStart
{
    /// <summary>With an item: an owner or a directive.</summary>
    Item,

    /// <summary>With a blank: the owner is that of the entry before (RFC 1035 §5.1).</summary>
    Blank,
}
