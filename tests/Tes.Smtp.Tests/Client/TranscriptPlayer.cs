using System.Text;
using Xunit;

namespace Tes.Smtp.Tests;

/// <summary>Plays the server's part of a transcript to the states of the client and checks the client's part.</summary>
internal sealed class TranscriptPlayer(Transcript transcript, Delivery delivery)
{
    private const string EhloName = "probe.example";

    private readonly List<PeerQuirk> _quirks = [];
    private int _next;

    public CleartextFindings? Before { get; private set; }

    public EncryptedFindings? After { get; private set; }

    public IReadOnlyList<PeerQuirk> Quirks => _quirks;

    public void Play()
    {
        var cleartext = Run(new AwaitGreeting(EhloName), command: null);
        Before = cleartext.Findings;
        var departure = cleartext.Departure;
        if (departure == Departure.StartTls)
        {
            Assert.Equal(Transcript.LineKind.TlsEstablished, transcript.Lines[_next++].Kind);
            var encrypted = Run(new AwaitEhloReplyAfterTls(), $"EHLO {EhloName}");
            After = encrypted.Findings;
            departure = encrypted.Departure;
        }
        if (departure == Departure.Quit && Run(new AwaitQuitReply(), "QUIT").Findings is { } quirk) _quirks.Add(quirk);
        Assert.Equal(transcript.Lines.Count, _next);
    }

    private Turn<T>.End Run<T>(ClientState<T> first, string? command)
    {
        var dialogue = new Dialogue<T>(first);
        if (command is not null) ExpectClient(Encoding.ASCII.GetBytes(command + "\r\n"));
        while (true)
        {
            switch (Hear(dialogue))
            {
                case Turn<T>.Speak speak:
                    ExpectClient(speak.Octets.ToArray());
                    break;
                case Turn<T>.End end:
                    _quirks.AddRange(dialogue.Quirks.Where(quirk => !_quirks.Contains(quirk)));
                    return end;
            }
        }
    }

    // Delivers what the server says until the client has something to do; then the server must have said all of it
    private Turn<T> Hear<T>(Dialogue<T> dialogue)
    {
        var said = new List<byte[]>();
        while (_next < transcript.Lines.Count && transcript.Lines[_next].Kind == Transcript.LineKind.Server) said.Add(transcript.Lines[_next++].Octets);
        byte[][] pieces = delivery switch
        {
            Delivery.Whole => [[.. said.SelectMany(line => line)]],
            Delivery.ByLine => [.. said],
            _ => [.. said.SelectMany(line => line).Select(octet => new[] { octet })],
        };
        Turn<T> turn = new Turn<T>.Listen();
        foreach (var piece in pieces.Where(piece => piece.Length > 0))
        {
            if (turn is Turn<T>.End { Departure: Departure.Close }) return turn;
            Assert.IsType<Turn<T>.Listen>(turn);
            turn = dialogue.Receive(piece);
        }
        if (turn is not Turn<T>.Listen) return turn;
        Assert.True(_next < transcript.Lines.Count, "the client waits, and the transcript is at its end");
        Assert.Equal(Transcript.LineKind.Closed, transcript.Lines[_next++].Kind);
        return dialogue.Abandon(new SmtpFailure.SessionLost(dialogue.Stage, SessionFault.Closed, "closed"));
    }

    private void ExpectClient(byte[] octets)
    {
        Assert.True(_next < transcript.Lines.Count, $"the client says {Encoding.ASCII.GetString(octets)} at the end of the transcript");
        var line = transcript.Lines[_next++];
        Assert.Equal(Transcript.LineKind.Client, line.Kind);
        Assert.Equal(Encoding.ASCII.GetString(line.Octets), Encoding.ASCII.GetString(octets));
    }
}
