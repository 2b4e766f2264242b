using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Bench;

/// <summary>A file with one question a line: <c>mx1.z1.test TLSA</c>.</summary>
internal static class NameList
{
    public static Question[] Read(string file) => [.. File.ReadLines(file).Select(line => line.Split(' ')).Select(words =>
        RRTypeMnemonic.TryParse(words[1], out RRType type)
            ? new Question(DomainName.Parse(words[0]), type)
            : throw new FormatException($"{file}: {words[1]} is no type."))];

    public static IPEndPoint ReadServer(string text) => IPEndPoint.Parse(text);
}
