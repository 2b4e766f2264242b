using System.Text;
using Tes.Dns;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Fuzz.Targets;

/// <summary>Master files: the records, written one a line, read back as the same records.</summary>
internal static class ZoneFileTarget
{
    private static readonly DomainName Origin = DomainName.Parse("origin.example.");

    public static void Check(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        if (!ZoneFile.TryRead(text, Origin, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure))
        {
            Property.Holds(failure.Line >= 1 && failure.Line <= 1 + text.AsSpan().Count('\n'), "a failure lies within its file");
            Property.IsShowable(failure.Reason);
            return;
        }

        string written = string.Join('\n', records);
        Property.Holds(ZoneFile.TryRead(written, DomainName.Root, out IReadOnlyList<ResourceRecord>? again, out failure), "what is written can be read");
        Property.Holds(
            records.Count == again!.Count && records.Zip(again).All(pair => Same(pair.First, pair.Second)),
            "the records read back are the same");
    }

    private static bool Same(ResourceRecord left, ResourceRecord right) =>
        left.Owner.Wire.SequenceEqual(right.Owner.Wire) && left.Type == right.Type && left.Class == right.Class && left.Ttl == right.Ttl
        && left.Rdata.Span.SequenceEqual(right.Rdata.Span);
}
