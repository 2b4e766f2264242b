using System.Text;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Mail;

/// <summary>Lines that end in CRLF and nothing else, of a stream; each octet is a character of Latin-1.</summary>
internal sealed class OctetLines(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _next;
    private int _end;

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The stream ends within a line.</exception>
    /// <exception cref="TimeoutException">Nothing comes.</exception>
    public async Task<string?> NextAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_next == _end)
            {
                (_next, _end) = (0, await Waiting.ForAnswerAsync(cancellation => stream.ReadAsync(_buffer, cancellation).AsTask()));
                if (_end == 0)
                {
                    return line.Length == 0 ? null : throw new InvalidDataException($"the stream ends behind {line}");
                }
            }

            line.Append((char)_buffer[_next++]);
            if (line.Length > 1 && line[^1] == '\n' && line[^2] == '\r')
            {
                return line.ToString(0, line.Length - 2);
            }
        }
    }
}
