using System.Text;
using Tes.Cli.Terminal;

namespace Tes.Cli.Options;

/// <summary>Files that a user names. What cannot be read is a usage error in one line.</summary>
internal static class InputFile
{
    /// <summary>Trust anchors, certificate chains: nobody has larger ones, and a device file or a wrong path must not fill the memory.</summary>
    private const int LargestFile = 4 * 1024 * 1024;

    public static string ReadText(string path)
    {
        byte[] octets = ReadOctets(path, LargestFile);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(octets).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException exception)
        {
            throw new UsageException($"{TerminalText.Quote(path)} is not a text file", exception);
        }
    }

    /// <summary>The octets of a file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="largest">Most octets that anybody needs, in whole MiB.</param>
    public static byte[] ReadOctets(string path, int largest) => Read(path, file =>
    {
        byte[] buffer = new byte[largest + 1];
        int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > largest ? throw TooLarge(path, largest) : buffer[..length];
    });

    /// <summary>The octets of a file that can be large: in memory once, and no more of it than there is.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="largest">Most octets that anybody needs, in whole MiB.</param>
    public static byte[] ReadWhole(string path, int largest) => Read(path, file =>
    {
        if (file.Length > largest)
            throw TooLarge(path, largest);
        byte[] octets = new byte[file.Length];
        file.ReadExactly(octets);
        return octets;
    });

    /// <summary>Why a file cannot be used, as a clause.</summary>
    public static string Reason(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a directory",
        UnauthorizedAccessException => "permission denied",
        ArgumentException => "this is not a file name",
        PathTooLongException => "the name is too long",
        _ => "it is not readable",
    };

    private static byte[] Read(string path, Func<FileStream, byte[]> read)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot read {TerminalText.Quote(path)}: {Reason(path, exception)}", exception);
        }
    }

    private static UsageException TooLarge(string path, int largest) => new($"{TerminalText.Quote(path)} is larger than {largest / (1024 * 1024)} MiB");
}
