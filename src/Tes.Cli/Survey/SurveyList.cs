using System.Security.Cryptography;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Domains;
using Tes.Scan.Survey.Lists;
using Tes.Scan.Survey.Politeness;

namespace Tes.Cli.Survey;

/// <summary>The domains of a survey and how far they have been read.</summary>
internal sealed class SurveyList : IDisposable
{
    private readonly Stream? _stream;
    private readonly IReadOnlyList<MailDomain>? _domains;

    private SurveyList(string title, Stream? stream, IReadOnlyList<MailDomain>? domains)
    {
        Title = title;
        _stream = stream;
        _domains = domains;
    }

    /// <summary>The list in messages, escaped.</summary>
    public string Title { get; }

    public DomainListTally Tally { get; } = new();

    /// <summary>Why the list was not read to its end: one line for the user; null where it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whose domains are left out, and counted as such.</summary>
    public OptOutList OptOut { get; set; } = OptOutList.Empty;

    /// <summary>How much of the list has been read, 0 to 1; null where its length is not known.</summary>
    public double? FractionRead => _stream is { CanSeek: true, Length: > 0 and var length } ? (double)_stream.Position / length : null;

    /// <summary>Domains that are known beforehand.</summary>
    public static SurveyList Of(IReadOnlyList<MailDomain> domains) => new("the lab", null, domains);

    /// <summary>Opens a file, or the standard input for <c>-</c>.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static SurveyList Open(string path, CommandConsole console)
    {
        if (string.Equals(path, "-", StringComparison.Ordinal))
            return new SurveyList("the standard input", console.InputStream, null);
        try
        {
            return new SurveyList(TerminalText.Quote(path), new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot read {TerminalText.Quote(path)}: {InputFile.Reason(path, exception)}", exception);
        }
    }

    /// <summary>SHA-256 of the list; null for what can be read only once. To be called before it is read.</summary>
    public async Task<string?> DigestAsync(CancellationToken cancellationToken)
    {
        if (_stream is not FileStream { CanSeek: true } file)
            return null;
        try
        {
            byte[] digest = await SHA256.HashDataAsync(file, cancellationToken);
            file.Position = 0;
            return Convert.ToHexString(digest);
        }
        catch (IOException exception)
        {
            throw new UsageException($"cannot read {Title}: {InputFile.Reason(Title, exception)}", exception);
        }
    }

    /// <summary>The domains, each once, up to where the list is damaged or cannot be read on; <see cref="Problem"/> says so then.</summary>
    public IEnumerable<MailDomain> Domains() => (_domains ?? ReadOn(DomainListReader.Read(_stream!, Tally))).Where(domain => !IsLeftOut(domain));

    public void Dispose() => _stream?.Dispose();

    private bool IsLeftOut(MailDomain domain)
    {
        if (!OptOut.Covers(domain.Text))
            return false;
        Tally.AddLeftOut();
        return true;
    }

    private IEnumerable<MailDomain> ReadOn(IEnumerable<MailDomain> domains)
    {
        using IEnumerator<MailDomain> each = domains.GetEnumerator();
        while (MoveNext(each))
            yield return each.Current;
    }

    private bool MoveNext(IEnumerator<MailDomain> each)
    {
        try
        {
            return each.MoveNext();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Problem = $"cannot read {Title} after line {Tally.Lines}: {(exception is InvalidDataException ? exception.Message : InputFile.Reason(Title, exception))}";
            return false;
        }
    }
}
