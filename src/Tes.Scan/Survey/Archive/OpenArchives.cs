namespace Tes.Scan.Survey.Archive;

/// <summary>
/// The archives that this process has open: one to write to, or any number to read from. The locks of the library are the
/// system's on files, which do not hold within a process, and which closing the file anywhere in it lets go of.
/// </summary>
internal static class OpenArchives
{
    private static readonly Lock Access = new();
    private static readonly Dictionary<string, int> Readers = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Writers = new(StringComparer.Ordinal);

    /// <summary>Holds a file until it is disposed of.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="writes">Whether it is for this holder alone.</param>
    /// <returns>Null where it is held already, and one of the two writes.</returns>
    public static Hold? TryHold(string path, bool writes)
    {
        lock (Access)
        {
            if (Writers.Contains(path) || (writes && Readers.ContainsKey(path)))
                return null;
            if (writes)
                Writers.Add(path);
            else
                Readers[path] = Readers.GetValueOrDefault(path) + 1;
        }

        return new Hold(path, writes);
    }

    /// <summary>What is held.</summary>
    internal sealed class Hold(string path, bool writes) : IDisposable
    {
        private bool _isLetGo;

        public void Dispose()
        {
            lock (Access)
            {
                if (_isLetGo)
                    return;
                _isLetGo = true;
                if (writes)
                    Writers.Remove(path);
                else if (--Readers[path] == 0)
                    Readers.Remove(path);
            }
        }
    }
}
