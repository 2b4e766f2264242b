using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Wire;

namespace Tes.Dns.Messages;

/// <summary>Reads messages (RFC 1035 §4.1).</summary>
internal static class MessageReader
{
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Message? message, out ParseFailure failure)
    {
        message = null;
        var reader = new WireReader(octets);
        if (octets.Length > Message.MaxLength)
            return Fail(ref reader, "the message is longer than 65,535 octets", out failure);
        if (!reader.TryReadUInt16(out ushort id) || !reader.TryReadUInt16(out ushort bits)
            || !reader.TryReadUInt16(out ushort questionCount) || !reader.TryReadUInt16(out ushort answerCount)
            || !reader.TryReadUInt16(out ushort authorityCount) || !reader.TryReadUInt16(out ushort additionalCount))
            return Fail(ref reader, "the header is cut short", out failure);

        // RFC 9619 §4: one question at most. More would also let a message stand for names of many times its length.
        if (questionCount > 1)
            return Fail(ref reader, "there is more than one question", out failure);
        var questions = new List<Question>(Math.Min((int)questionCount, 1));
        for (int i = 0; i < questionCount; i++)
        {
            if (!reader.TryReadName(out DomainName? name) || !reader.TryReadUInt16(out ushort type) || !reader.TryReadUInt16(out ushort @class))
                return Fail(ref reader, "a question is malformed", out failure);
            questions.Add(new Question(name, (RRType)type, (RRClass)@class));
        }

        Edns? edns = null;
        int extendedCode = 0;
        if (!TryReadSection(ref reader, answerCount, out List<ResourceRecord>? answers, out failure)
            || !TryReadSection(ref reader, authorityCount, out List<ResourceRecord>? authorities, out failure)
            || !TryReadSection(ref reader, additionalCount, out List<ResourceRecord>? additionals, out failure))
            return false;
        for (int i = additionals.Count - 1; i >= 0; i--)
        {
            if (additionals[i].Type != RRType.Opt)
                continue;
            // RFC 6891 §6.1.1: at most one, owned by the root.
            if (edns is not null || !additionals[i].Owner.IsRoot || !TryReadEdns(additionals[i], out edns))
                return Fail(ref reader, "the OPT record is malformed", out failure);
            extendedCode = (int)(additionals[i].Ttl >> 24);
            additionals.RemoveAt(i);
        }

        if (reader.Remaining > 0)
            return Fail(ref reader, "there are octets behind the last record", out failure);
        message = new Message
        {
            Id = id,
            Flags = (MessageFlags)(bits & 0x87b0),
            Opcode = (byte)((bits >> 11) & 15),
            ResponseCode = (ResponseCode)((extendedCode << 4) | (bits & 15)),
            Questions = questions,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
            Edns = edns,
        };
        return true;
    }

    private static bool TryReadSection(
        ref WireReader reader, int count, [NotNullWhen(true)] out List<ResourceRecord>? records, out ParseFailure failure)
    {
        failure = default;
        records = [];
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryReadName(out DomainName? owner) || !reader.TryReadUInt16(out ushort type)
                || !reader.TryReadUInt16(out ushort @class) || !reader.TryReadUInt32(out uint ttl)
                || !reader.TryReadUInt16(out ushort length))
                return Fail(ref reader, "a record is cut short", out failure);
            if (!RdataWire.TryRead(ref reader, (RRType)type, length, out byte[]? rdata))
                return Fail(ref reader, $"the RDATA of a {((RRType)type).ToMnemonic()} record is malformed", out failure);
            // RFC 2181 §8: a TTL with the top bit set counts as 0. OPT keeps its flags there.
            if ((RRType)type != RRType.Opt && ttl > int.MaxValue)
                ttl = 0;
            records.Add(new ResourceRecord(owner, (RRType)type, (RRClass)@class, ttl, rdata));
        }

        return true;
    }

    private static bool TryReadEdns(ResourceRecord record, [NotNullWhen(true)] out Edns? edns)
    {
        edns = null;
        var options = new List<EdnsOption>();
        var reader = new WireReader(record.Rdata.Span);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out ushort code) || !reader.TryReadUInt16(out ushort length)
                || !reader.TryReadBytes(length, out ReadOnlySpan<byte> data))
                return false;
            options.Add(new EdnsOption(code, data.ToArray()));
        }

        DnssecOk dnssecOk = (record.Ttl & 0x8000) != 0 ? DnssecOk.Set : DnssecOk.Clear;
        edns = new Edns((ushort)record.Class, dnssecOk, options, (byte)(record.Ttl >> 16));
        return true;
    }

    private static bool Fail(ref WireReader reader, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(reader.Offset, reason);
        return false;
    }
}
