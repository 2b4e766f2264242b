using Xunit;

namespace Tes.Smtp.Tests;

public sealed class TranscriptTests
{
    public static TheoryData<string, Delivery> Sessions()
    {
        var data = new TheoryData<string, Delivery>();
        foreach (var path in Directory.GetFiles(Transcript.Folder, "*.transcript").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                if (delivery == Delivery.Whole || !Transcript.Load(name).Expectations.ContainsKey("delivery")) data.Add(name, delivery);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Client_says_and_finds_what_the_transcript_expects(string name, Delivery delivery)
    {
        var transcript = Transcript.Load(name);
        var player = new TranscriptPlayer(transcript, delivery);
        player.Play();
        Assert.Equal(
            transcript.Expectations.Where(pair => pair.Key is not "delivery").OrderBy(pair => pair.Key, StringComparer.Ordinal),
            Found(player).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_transcripts() => Assert.True(Sessions().Count > 60);

    private static Dictionary<string, string> Found(TranscriptPlayer player)
    {
        var before = player.Before!;
        var found = new Dictionary<string, string>
        {
            ["starttls"] = player.After is not null ? nameof(StartTlsOutcome.Accepted) : before.StartTls!.Value.ToString(),
            ["hello"] = before.Hello.ToString(),
        };
        if (before.Greeting is { } greeting) found["greeting"] = greeting.Code.ToString();
        if (before.Capabilities is { } capabilities)
        {
            found["before"] = Names(capabilities);
            if (capabilities.AuthMechanisms.Count > 0) found["auth"] = string.Join(' ', capabilities.AuthMechanisms);
        }
        if (player.After?.Capabilities is { } after) found["after"] = Names(after);
        if ((player.After?.Failure ?? before.Failure) is { } failure) found["failure"] = Describe(failure);
        if (player.Quirks.Count > 0) found["quirks"] = string.Join(' ', player.Quirks);
        return found;
    }

    private static string Names(EhloCapabilities capabilities) => string.Join(' ', capabilities.Keywords.Select(keyword => keyword.Name));

    private static string Describe(SmtpFailure failure) => failure.Match(
        notConnected => $"{failure.Stage} NotConnected {notConnected.Fault}",
        refused => $"{failure.Stage} Refused {refused.Reply.Code}",
        lost => $"{failure.Stage} SessionLost {lost.Fault}",
        violation => $"{failure.Stage} ProtocolViolation {violation.Fault}",
        tls => $"{failure.Stage} TlsFailed {tls.Alert}",
        withheld => $"{failure.Stage} Withheld {withheld.Cause}");
}
