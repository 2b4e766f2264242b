namespace Tes.Cli.Tests;

/// <summary>Counts what is written to the files of a folder.</summary>
internal sealed class FileChanges : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly SemaphoreSlim _changes = new(0);

    public FileChanges(string folder)
    {
        _watcher = new FileSystemWatcher(folder);
        _watcher.Changed += (_, _) => _changes.Release();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a number of them.</summary>
    public async Task AfterAsync(int count, CancellationToken cancellationToken)
    {
        for (int seen = 0; seen < count; seen++)
            await _changes.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _changes.Dispose();
    }
}
