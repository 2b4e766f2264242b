using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Fuzz.Targets;

/// <summary>DNS messages: what is read can be shown, grouped, and written so that it reads back the same.</summary>
internal static class MessageTarget
{
    // RFC 1035 §4.2.1: the UDP message of a client without EDNS.
    private const int SmallLimit = 512;

    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!Message.TryRead(octets, out Message? message, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, octets.Length);
            return;
        }

        Show(message);
        byte[] wire = message.ToWire();
        Property.Holds(wire.Length <= Message.MaxLength, "a message that was read has a wire format");
        Property.Holds(Message.TryRead(wire, out Message? again, out _), "what is written can be read");
        Property.Holds(again!.ToWire().AsSpan().SequenceEqual(wire), "writing what was written changes nothing");
        // Names within RDATA are written in full, so that what was read from 64 KiB may not fit 64 KiB.
        Property.Holds(Same(message, again) || UncompressedLength(message) > Message.MaxLength, "what is read back is the same");
        CheckTruncation(message);
    }

    private static void CheckTruncation(Message message)
    {
        int least = (message with { Answers = [], Authorities = [], Additionals = [] }).ToWire().Length;
        byte[] cut = message.ToWire(SmallLimit);
        Property.Holds(cut.Length <= Math.Max(least, SmallLimit), "a message is cut to its limit");
        Property.Holds(Message.TryRead(cut, out Message? read, out _), "a message that was cut can be read");
        bool whole = read!.Answers.Count == message.Answers.Count && read.Authorities.Count == message.Authorities.Count;
        Property.Holds(whole || read.Flags.HasFlag(MessageFlags.Truncated), "a message that was cut says so (RFC 2181 §9)");
    }

    private static void Show(Message message)
    {
        foreach (Question question in message.Questions)
            Property.IsShowable(question.ToString());
        IReadOnlyList<ResourceRecord> records = [.. message.Answers, .. message.Authorities, .. message.Additionals];
        foreach (ResourceRecord record in records)
            Property.IsShowable(record.ToString());
        int grouped = RRset.Group(records).Sum(rrset => rrset.Rdatas.Count);
        Property.Holds(grouped <= records.Count, "grouping makes no records");
        Property.Holds(message.Edns is null || message.Edns.ExtendedErrors.Count() <= message.Edns.Options.Count, "an option is one extended error at most");
    }

    private static bool Same(Message left, Message right) =>
        left.Id == right.Id && left.Flags == right.Flags && left.Opcode == right.Opcode && left.ResponseCode == right.ResponseCode
        && left.Questions.SequenceEqual(right.Questions)
        && Same(left.Answers, right.Answers) && Same(left.Authorities, right.Authorities) && Same(left.Additionals, right.Additionals)
        && Same(left.Edns, right.Edns);

    private static bool Same(IReadOnlyList<ResourceRecord> left, IReadOnlyList<ResourceRecord> right) =>
        left.Count == right.Count && left.Zip(right).All(pair =>
            pair.First.Owner == pair.Second.Owner && pair.First.Type == pair.Second.Type && pair.First.Class == pair.Second.Class
            && pair.First.Ttl == pair.Second.Ttl && pair.First.Rdata.Span.SequenceEqual(pair.Second.Rdata.Span));

    private static bool Same(Edns? left, Edns? right) =>
        left is null || right is null
            ? left is null && right is null
            : left.UdpPayloadSize == right.UdpPayloadSize && left.DnssecOk == right.DnssecOk && left.Version == right.Version
                && left.Options.Count == right.Options.Count
                && left.Options.Zip(right.Options).All(pair => pair.First.Code == pair.Second.Code && pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span));

    private static int UncompressedLength(Message message) =>
        12 + message.Questions.Sum(question => question.Name.Wire.Length + 4)
        + ((IEnumerable<ResourceRecord>)[.. message.Answers, .. message.Authorities, .. message.Additionals]).Sum(record => record.Owner.Wire.Length + 10 + record.Rdata.Length)
        + (message.Edns is null ? 0 : 11 + message.Edns.Options.Sum(option => 4 + option.Data.Length));
}
