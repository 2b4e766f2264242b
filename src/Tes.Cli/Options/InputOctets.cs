using Tes.Cli.Terminal;

namespace Tes.Cli.Options;

/// <summary>Files, or the standard input for <c>-</c>, as octets.</summary>
internal static class InputOctets
{
    /// <summary>The octets of a file.</summary>
    /// <param name="console">Has the standard input.</param>
    /// <param name="path">The file's name, or <c>-</c>.</param>
    /// <param name="largest">Most octets that anybody needs, in whole MiB.</param>
    /// <exception cref="UsageException">It cannot be read, or is larger.</exception>
    public static byte[] Read(CommandConsole console, string path, int largest)
    {
        if (path != "-")
            return InputFile.ReadOctets(path, largest);
        byte[] buffer = new byte[largest + 1];
        int length = console.InputStream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > largest ? throw new UsageException($"the standard input is larger than {largest / (1024 * 1024)} MiB") : buffer[..length];
    }
}
