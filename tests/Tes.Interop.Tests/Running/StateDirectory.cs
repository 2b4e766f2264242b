using System.Diagnostics;
using System.Globalization;

namespace Tes.Interop.Tests.Running;

/// <summary>
/// The temporary directory of one run, and everything that has to be undone after it: daemons, loopback addresses, the directory itself.
/// A small shell waits for the end of this program, however it ends (also when it is killed), and then undoes them.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    // Process groups are named by the ids that we started; a group that ignores TERM for 5 s gets KILL.
    private const string UndoScript = """
        cd "$1" || exit 1
        for g in $(cat groups); do kill -TERM "-$g"; done 2>/dev/null
        n=0
        while [ $n -lt 50 ]; do
          alive=
          for g in $(cat groups); do kill -0 "-$g" && alive=yes; done 2>/dev/null
          [ -z "$alive" ] && break
          sleep 0.1
          n=$((n+1))
        done
        for g in $(cat groups); do kill -KILL "-$g"; done 2>/dev/null
        while read -r address; do ip address delete "$address" dev lo; done < addresses
        cd / && rm -rf "$1"
        """;

    private readonly Lock _lock = new();
    private readonly bool _keep;
    private readonly Process? _undoAtEnd;

    /// <param name="keep">Leave everything up after this program; the undo script is then run by hand.</param>
    public StateDirectory(bool keep)
    {
        _keep = keep;
        Path = Directory.CreateTempSubdirectory("tes-interop-").FullName;
        // Unprivileged daemons look into it.
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.WriteAllText(PathOf("groups"), "");
        File.WriteAllText(PathOf("addresses"), "");
        File.WriteAllText(PathOf("undo"), UndoScript);
        _undoAtEnd = keep ? null : Process.Start(new ProcessStartInfo(
            "setsid", ["sh", "-c", "cat >/dev/null; exec sh \"$1/undo\" \"$1\"", "sh", Path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        });
    }

    public string Path { get; }

    /// <summary>The command that undoes a run that was kept.</summary>
    public string UndoCommand => $"sh {PathOf("undo")} {Path}";

    public string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string CreateDirectory(params string[] parts) => Directory.CreateDirectory(PathOf(parts)).FullName;

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Puts an address on the loopback interface until the end of the run.</summary>
    public async Task AddAddressAsync(string address)
    {
        var prefix = $"{address}/{(address.Contains(':') ? 128 : 32)}";
        await Command.RequireAsync("ip", ["address", "add", prefix, "dev", "lo"]);
        Remember("addresses", prefix);
    }

    /// <summary>The process group is ended with the run.</summary>
    public void EndWithRun(int processGroup) => Remember("groups", processGroup.ToString(CultureInfo.InvariantCulture));

    /// <summary>The process group has ended before: its number may be another's by the end of the run.</summary>
    public void HasEnded(int processGroup)
    {
        lock (_lock)
        {
            var ended = processGroup.ToString(CultureInfo.InvariantCulture);
            // In one step: this program may be killed at any moment.
            File.WriteAllLines(PathOf("groups.new"), File.ReadAllLines(PathOf("groups")).Where(group => group != ended));
            File.Move(PathOf("groups.new"), PathOf("groups"), overwrite: true);
        }
    }

    public void Dispose()
    {
        if (!_keep && _undoAtEnd is not null)
        {
            _undoAtEnd.StandardInput.Close();
            _undoAtEnd.WaitForExit();
            _undoAtEnd.Dispose();
        }
    }

    private void Remember(string list, string line)
    {
        lock (_lock)
        {
            File.AppendAllText(PathOf(list), line + "\n");
        }
    }
}
