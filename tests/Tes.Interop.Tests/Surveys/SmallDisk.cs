using System.Globalization;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Surveys;

/// <summary>A file system of a few KiB, which no process sees but those that are run inside.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly RunningProgram _holder;

    private SmallDisk(string folder, RunningProgram holder)
    {
        Folder = folder;
        _holder = holder;
    }

    /// <summary>Where it is mounted, inside.</summary>
    public string Folder { get; }

    /// <summary>What a program inside is run with.</summary>
    public string[] Inside => ["nsenter", "-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "-m", "--"];

    /// <summary>The names of its files.</summary>
    public IEnumerable<string> Files => Directory.GetFileSystemEntries($"/proc/{_holder.Id}/root{Folder}").Select(path => Path.GetFileName(path)!);

    public static async Task<SmallDisk> MountAsync(StateDirectory state, int kibibytes)
    {
        var folder = state.CreateDirectory("disks", Guid.NewGuid().ToString("N"));
        // It lasts as long as the namespace, and that as long as a process is in it.
        var holder = await RunningProgram.StartReadyAsync(
            state, "mounted", ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o \"size=$1k\" tmpfs \"$2\" && echo mounted >&2 && exec cat", "sh", kibibytes.ToString(CultureInfo.InvariantCulture), folder]);
        return new SmallDisk(folder, holder);
    }

    /// <summary>Makes it larger.</summary>
    public Task<string> GrowAsync() => RemountAsync("rw,size=64m");

    /// <summary>Lets nobody write to it.</summary>
    public Task<string> MakeReadOnlyAsync() => RemountAsync("ro");

    /// <summary>Fills it to the last octet.</summary>
    public Task<string> FillAsync() => RunAsync("sh", "-c", "! cat /dev/zero >\"$1/filler\" 2>&1", "sh", Folder);

    /// <summary>Makes the room that <see cref="FillAsync"/> took.</summary>
    public Task<string> EmptyAsync() => RunAsync("rm", $"{Folder}/filler");

    public async ValueTask DisposeAsync() => await _holder.DisposeAsync();

    private Task<string> RemountAsync(string options) => RunAsync("mount", "-o", $"remount,{options}", Folder);

    private Task<string> RunAsync(params string[] commandLine) => Command.RequireAsync(Inside[0], [.. Inside[1..], .. commandLine]);
}
