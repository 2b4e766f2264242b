namespace Tes.Scan.Survey.Archive;

/// <summary>The numbers of what was written lately, by content, so that what many domains share is written once. What it has forgotten is written again.</summary>
/// <param name="capacity">How many are remembered.</param>
internal sealed class RecentContents(int capacity)
{
    private readonly Dictionary<UInt128, long> _numbers = [];
    private readonly Queue<UInt128> _order = new();

    /// <summary>The next number for new content.</summary>
    public long Next { get; set; } = 1;

    /// <summary>The number of a content.</summary>
    /// <param name="content">The text.</param>
    /// <param name="isNew">Whether it must be written.</param>
    public long NumberOf(string content, out bool isNew)
    {
        UInt128 key = DomainSet.DigestOf(content);
        isNew = !_numbers.TryGetValue(key, out long number);
        if (!isNew)
            return number;
        number = Next++;
        _numbers.Add(key, number);
        _order.Enqueue(key);
        if (_order.Count > capacity)
            _numbers.Remove(_order.Dequeue());
        return number;
    }
}
