using System.Globalization;
using System.Text;

namespace Tes.Interop.Tests.Dkim;

/// <summary>Messages that a mail server relays and signs: those that DKIM programs stumbled over, and some made up from a seed.</summary>
internal static class RelayedMessages
{
    /// <summary>The one whose lines the relay breaks behind the signer's back, so that no signature of it can be right.</summary>
    public const string Broken = "line-too-long";

    private const int Seed = 6376;
    private const int MadeUp = 16;
    private const string Header = "From: Author <author@signed.nord>\r\nTo: x@sink.nord\r\nDate: Sat, 28 Nov 2026 00:00:00 +0000\r\nMessage-ID: <1@signed.nord>\r\n";

    private static readonly string[] Pieces =
        ["word", " ", "  ", "\t", "\r\n", "\r\n\r\n", " \r\n", "\t\r\n", "\r\n.", "\r\n..", "=20", "\u00c3\u00bc", "\u00fc", "From x", ";", "\n"];

    private static readonly string[] Values = ["word", " ", "  ", "\t", "\r\n ", "\r\n\t", ":", ";", "=", "\u00c3\u00bc", "(comment)"];

    /// <summary>Name and octets.</summary>
    public static IReadOnlyList<(string Name, byte[] Octets)> All { get; } = [.. Named().Concat(Random()).Select(message => (message.Name, Encoding.Latin1.GetBytes(message.Text)))];

    private static IEnumerable<(string Name, string Text)> Named()
    {
        yield return ("plain", Header + "Subject: plain\r\n\r\nbody\r\n");
        yield return ("no-body", Header + "Subject: nothing\r\n\r\n");
        yield return ("empty-lines-alone", Header + "Subject: nothing\r\n\r\n\r\n\r\n\r\n");
        yield return ("empty-lines-at-the-end", Header + "Subject: s\r\n\r\nbody\r\n\r\n\r\n");
        yield return ("white-space-lines-at-the-end", Header + "Subject: s\r\n\r\nbody\r\n \r\n\t \r\n");
        yield return ("trailing-white-space", Header + "Subject: s \t \r\n\r\nbody \t\r\n  more  \r\n");
        yield return ("dots", Header + "Subject: s\r\n\r\n.\r\n..\r\n.dot\r\n ...\r\n.\r\n");
        yield return ("octets-8-bit", Header + "Subject: s\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\nM\u00fcller \u00ff\u0080\r\n");
        yield return ("utf-8-header", Header + "Subject: M\u00c3\u00bcller\r\n\r\nM\u00c3\u00bcller\r\n");
        yield return ("folded", "From:\r\n Author\r\n\t<author@signed.nord>\r\nTo: x@sink.nord,\r\n  y@sink.nord\r\nDate: Sat,\r\n 28 Nov 2026 00:00:00 +0000\r\nMessage-ID: <1@signed.nord>\r\nSubject: one\r\n  two \r\n\tthree\r\n\r\nbody\r\n");
        yield return ("no-subject-text", Header + "Subject:\r\n\r\nbody\r\n");
        yield return ("no-space-behind-colon", Header.Replace(": ", ":", StringComparison.Ordinal) + "Subject:s\r\n\r\nbody\r\n");
        yield return ("names-in-capitals", Header.Replace("From", "FROM", StringComparison.Ordinal).Replace("Date", "dATE", StringComparison.Ordinal) + "SUBJECT: s\r\n\r\nbody\r\n");
        yield return ("repeated-fields", Header + "Subject: s\r\nReceived: from a by b; Sat, 28 Nov 2026 00:00:00 +0000\r\nReceived: from b by c; Sat, 28 Nov 2026 00:00:00 +0000\r\nList-Id: <a>\r\nKeywords: a\r\nKeywords: b\r\n\r\nbody\r\n");
        yield return ("bare-line-feeds", Header + "Subject: s\r\n\r\none\ntwo\n\nthree\r\n\n");
        yield return ("longest-line", Header + "Subject: s\r\n\r\n" + new string('x', 998) + "\r\n");
        yield return (Broken, Header + "Subject: s\r\n\r\n" + new string('x', 2500) + "\r\n");
        yield return ("long-field", Header + "Subject:" + string.Concat(Enumerable.Repeat(" word word word word\r\n", 60)) + "\r\nbody\r\n");
        yield return ("multipart", Header + "Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_b\"\r\n\r\npreamble\r\n--=_b\r\n\r\none \r\n--=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_b--\r\nepilogue\r\n");
        yield return ("quoted-printable", Header + "Subject: =?utf-8?q?M=C3=BCller?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nM=C3=BCller=20=\r\nand more\r\n");
        yield return ("signed-before", "DKIM-Signature: v=1; a=rsa-sha256; d=other.nord; s=none; h=from; bh=AAAA; b=AAAA\r\n" + Header + "Subject: s\r\n\r\nbody\r\n");
        yield return ("from-line-in-body", Header + "Subject: s\r\n\r\nFrom here on\r\n>From there\r\n");
    }

    private static IEnumerable<(string Name, string Text)> Random()
    {
        for (var number = 0; number < MadeUp; number++)
        {
            var random = new Random(Seed + number);
            var subject = string.Concat(Enumerable.Range(0, 10).Select(_ => Values[random.Next(Values.Length)]));
            var body = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            // A line of white space alone would end the header for some programs: RFC 5322 §2.2.3 has none.
            yield return (string.Create(CultureInfo.InvariantCulture, $"made-up-{number}"), $"{Header}Subject: x{subject}y\r\n\r\n{body}\r\n");
        }
    }
}
