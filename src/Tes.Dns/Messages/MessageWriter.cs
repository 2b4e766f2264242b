using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Wire;

namespace Tes.Dns.Messages;

/// <summary>Writes messages (RFC 1035 §4.1), compressing owner names and question names only (RFC 3597 §4).</summary>
internal static class MessageWriter
{
    private const int AnswerCountOffset = 6;

    // Own choice: most messages fit, and the buffer grows where not.
    private const int QueryCapacity = 128;
    private const int AnswerCapacity = 512;

    public static byte[] Write(Message message, int limit)
    {
        var writer = new WireWriter(message.Answers.Count == 0 ? QueryCapacity : AnswerCapacity);
        writer.WriteUInt16(message.Id);
        writer.WriteUInt16((ushort)((ushort)message.Flags | (message.Opcode << 11) | ((ushort)message.ResponseCode & 15)));
        writer.WriteUInt16((ushort)message.Questions.Count);
        writer.WriteUInt16(0);
        writer.WriteUInt16(0);
        writer.WriteUInt16(0);
        // A plain query has one name, which nothing points to.
        bool compress = message.Questions.Count > 1 || message.Answers.Count + message.Authorities.Count + message.Additionals.Count > 0;
        foreach (Question question in message.Questions)
        {
            if (compress)
                writer.WriteCompressedName(question.Name);
            else
                writer.WriteName(question.Name);
            writer.WriteUInt16((ushort)question.Type);
            writer.WriteUInt16((ushort)question.Class);
        }

        int room = limit - (message.Edns is null ? 0 : EdnsLength(message.Edns));
        bool truncated = !WriteSection(writer, message.Answers, room, AnswerCountOffset)
            || !WriteSection(writer, message.Authorities, room, AnswerCountOffset + 2);
        ushort additionalCount = truncated ? (ushort)0 : WriteAdditionals(writer, message.Additionals, room);
        if (truncated)
            writer.PatchUInt16(2, (ushort)(((writer.Written[2] << 8) | writer.Written[3]) | (ushort)MessageFlags.Truncated));
        if (message.Edns is not null)
        {
            WriteEdns(writer, message.Edns, message.ResponseCode);
            additionalCount++;
        }

        writer.PatchUInt16(AnswerCountOffset + 4, additionalCount);
        return writer.Written.ToArray();
    }

    private static bool WriteSection(WireWriter writer, IReadOnlyList<ResourceRecord> records, int room, int countOffset)
    {
        int before = writer.Length;
        foreach (ResourceRecord record in records)
        {
            WriteRecord(writer, record);
            if (writer.Length > room)
            {
                writer.Truncate(before);
                return false;
            }
        }

        writer.PatchUInt16(countOffset, (ushort)records.Count);
        return true;
    }

    // RFC 2181 §9: additional records that do not fit are left out silently.
    private static ushort WriteAdditionals(WireWriter writer, IReadOnlyList<ResourceRecord> records, int room)
    {
        ushort count = 0;
        foreach (ResourceRecord record in records)
        {
            int before = writer.Length;
            WriteRecord(writer, record);
            if (writer.Length > room)
            {
                writer.Truncate(before);
                break;
            }

            count++;
        }

        return count;
    }

    private static void WriteRecord(WireWriter writer, ResourceRecord record)
    {
        writer.WriteCompressedName(record.Owner);
        writer.WriteUInt16((ushort)record.Type);
        writer.WriteUInt16((ushort)record.Class);
        writer.WriteUInt32(record.Ttl);
        writer.WriteUInt16((ushort)record.Rdata.Length);
        writer.WriteBytes(record.Rdata.Span);
    }

    private static int EdnsLength(Edns edns) => 11 + edns.Options.Sum(option => 4 + option.Data.Length);

    private static void WriteEdns(WireWriter writer, Edns edns, ResponseCode responseCode)
    {
        writer.WriteByte(0);
        writer.WriteUInt16((ushort)RRType.Opt);
        writer.WriteUInt16(edns.UdpPayloadSize);
        writer.WriteUInt32(((uint)responseCode >> 4 << 24) | ((uint)edns.Version << 16) | (edns.DnssecOk == DnssecOk.Set ? 0x8000u : 0));
        writer.WriteUInt16((ushort)edns.Options.Sum(option => 4 + option.Data.Length));
        foreach (EdnsOption option in edns.Options)
        {
            writer.WriteUInt16(option.Code);
            writer.WriteUInt16((ushort)option.Data.Length);
            writer.WriteBytes(option.Data.Span);
        }
    }
}
