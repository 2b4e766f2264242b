using System.Buffers.Binary;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>Queries as a validating stub sends them, and which responses belong to them.</summary>
internal static class Query
{
    /// <summary>Largest UDP response asked for: fits every path without fragments (DNS Flag Day 2020; RFC 9715 §3.1).</summary>
    public const ushort UdpPayloadSize = 1232;

    /// <summary>What is asked for where larger responses seem to get lost: what everybody takes (RFC 1035 §4.2.1).</summary>
    public const ushort SmallUdpPayloadSize = 512;

    /// <summary>Longest query there is: header, longest name, type and class, OPT, and options padded to the next block.</summary>
    public const int MaxLength = 512;

    /// <summary>Option codes (RFC 7873 §4, RFC 7828 §3.1, RFC 7830 §3).</summary>
    public const ushort CookieCode = 10, KeepaliveCode = 11, PaddingCode = 12;

    // RFC 8467 §4.1: queries are padded to a multiple of this.
    private const int PaddingBlock = 128;

    // RFC 4035 §3.2.2: CD, so that what fails the resolver's validation reaches ours.
    private const MessageFlags Flags = MessageFlags.RecursionDesired | MessageFlags.CheckingDisabled;

    private const int OptionsLengthOffset = 9;

    /// <summary>The query for <paramref name="question"/> with an unpredictable id (RFC 5452 §4.3).</summary>
    public static Message Create(Question question) => new()
    {
        Id = NewId(),
        Flags = Flags,
        Questions = [question],
        Edns = new Edns(UdpPayloadSize, DnssecOk.Set, []),
    };

    /// <summary>An unpredictable id.</summary>
    public static ushort NewId() => RandomNumbers.Next();

    /// <summary>Writes a query for UDP.</summary>
    /// <param name="to">Room for <see cref="MaxLength"/> octets.</param>
    /// <param name="id">ID.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="payloadSize">Largest response wanted.</param>
    /// <param name="cookie">The COOKIE option's data (RFC 7873 §4.1); empty for none.</param>
    /// <returns>Its length.</returns>
    public static int WriteDatagram(Span<byte> to, ushort id, Question question, ushort payloadSize, ReadOnlySpan<byte> cookie)
    {
        int options = WriteWithoutOptions(to, id, question, payloadSize);
        return cookie.IsEmpty ? options : WriteOption(to, options, options, CookieCode, cookie);
    }

    /// <summary>Writes a query for a connection, without the length in front.</summary>
    /// <param name="to">Room for <see cref="MaxLength"/> octets.</param>
    /// <param name="id">ID.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="use">Which options it has.</param>
    /// <returns>Its length.</returns>
    public static int WriteStream(Span<byte> to, ushort id, Question question, StreamOptions use)
    {
        int options = WriteWithoutOptions(to, id, question, UdpPayloadSize);
        if (use == StreamOptions.None)
            return options;
        // RFC 7828 §3.2.1: sent empty, it asks how long the connection may idle.
        int length = WriteOption(to, options, options, KeepaliveCode, []);
        if (use == StreamOptions.KeepalivePadded)
        {
            int padding = (PaddingBlock - ((length + 4) % PaddingBlock)) % PaddingBlock;
            Span<byte> zeros = stackalloc byte[PaddingBlock];
            zeros.Clear();
            length = WriteOption(to, options, length, PaddingCode, zeros[..padding]);
        }

        return length;
    }

    /// <summary>Whether <paramref name="response"/> answers the query of that id and question (RFC 5452 §9.1).</summary>
    public static bool IsAnswer(ushort id, Question question, Message response) =>
        response.Id == id && response.Flags.HasFlag(MessageFlags.Response) && response.Opcode == 0
        && (response.Questions is [var asked] ? asked == question : response.Questions is [] && IsError(response));

    /// <summary>Whether <paramref name="response"/> answers <paramref name="query"/>.</summary>
    public static bool IsAnsweredBy(this Message query, Message response) => IsAnswer(query.Id, query.Questions[0], response);

    /// <summary>Whether a response has an option, and its data.</summary>
    public static bool TryFindOption(Message response, ushort code, out ReadOnlySpan<byte> data)
    {
        foreach (EdnsOption option in response.Edns?.Options ?? [])
        {
            if (option.Code == code)
            {
                data = option.Data.Span;
                return true;
            }
        }

        data = default;
        return false;
    }

    // Errors are sent without the question by some; a positive answer never is.
    private static bool IsError(Message response) => response.ResponseCode is not (ResponseCode.NoError or ResponseCode.NXDomain);

    private static int WriteWithoutOptions(Span<byte> to, ushort id, Question question, ushort payloadSize)
    {
        to[..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(to, id);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)Flags);
        to[5] = 1;
        to[11] = 1;
        ReadOnlySpan<byte> name = question.Name.Wire;
        name.CopyTo(to[12..]);
        int length = 12 + name.Length;
        BinaryPrimitives.WriteUInt16BigEndian(to[length..], (ushort)question.Type);
        BinaryPrimitives.WriteUInt16BigEndian(to[(length + 2)..], (ushort)question.Class);
        Span<byte> opt = to.Slice(length + 4, OptionsLengthOffset + 2);
        opt.Clear();
        opt[2] = (byte)RRType.Opt;
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], payloadSize);
        // RFC 3225 §3: DO is the top bit of the flags.
        opt[7] = 0x80;
        return length + 4 + opt.Length;
    }

    private static int WriteOption(Span<byte> to, int options, int offset, ushort code, ReadOnlySpan<byte> data)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to[offset..], code);
        BinaryPrimitives.WriteUInt16BigEndian(to[(offset + 2)..], (ushort)data.Length);
        data.CopyTo(to[(offset + 4)..]);
        int end = offset + 4 + data.Length;
        BinaryPrimitives.WriteUInt16BigEndian(to[(options - 2)..], (ushort)(end - options));
        return end;
    }
}
