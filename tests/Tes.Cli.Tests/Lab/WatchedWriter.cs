using System.Text;

namespace Tes.Cli.Tests.Lab;

/// <summary>Passes text on, and interrupts as Ctrl-C does when a certain line comes.</summary>
internal sealed class WatchedWriter(TextWriter inner, string line, CancellationTokenSource interrupt) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => inner.Write(value);

    public override void WriteLine(string? value)
    {
        inner.WriteLine(value);
        if (string.Equals(value, line, StringComparison.Ordinal))
            interrupt.Cancel();
    }
}
