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
    public static byte[] ReadOctets(string path, int largest)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] buffer = new byte[largest + 1];
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > largest)
                throw new UsageException($"{TerminalText.Quote(path)} is larger than {largest / (1024 * 1024)} MiB");
            return buffer[..length];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot read {TerminalText.Quote(path)}: {Reason(path, exception)}", exception);
        }
    }

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
}
