using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Messages;

/// <summary>A DNS message (RFC 1035 §4.1).</summary>
public sealed record Message
{
    /// <summary>Largest message there is: the TCP length field has 16 bits (RFC 1035 §4.2.2).</summary>
    public const int MaxLength = 65_535;

    /// <summary>ID.</summary>
    public ushort Id { get; init; }

    /// <summary>Header bits.</summary>
    public MessageFlags Flags { get; init; }

    /// <summary>OPCODE; 0 is a query.</summary>
    public byte Opcode { get; init; }

    /// <summary>RCODE, with the upper bits of EDNS.</summary>
    public ResponseCode ResponseCode { get; init; }

    /// <summary>Question section.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Answer section.</summary>
    public IReadOnlyList<ResourceRecord> Answers { get; init; } = [];

    /// <summary>Authority section.</summary>
    public IReadOnlyList<ResourceRecord> Authorities { get; init; } = [];

    /// <summary>Additional section without OPT.</summary>
    public IReadOnlyList<ResourceRecord> Additionals { get; init; } = [];

    /// <summary>The OPT record, if there is one.</summary>
    public Edns? Edns { get; init; }

    /// <summary>Reads a message. Takes any octets: never throws, and takes time and space linear in their number.</summary>
    /// <param name="octets">One whole message; trailing octets make it malformed.</param>
    /// <param name="message">The message.</param>
    /// <param name="failure">Where and why it is malformed.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Message? message, out ParseFailure failure) =>
        MessageReader.TryRead(octets, out message, out failure);

    /// <summary>The wire format, with compressed owner names.</summary>
    /// <param name="limit">
    /// Most octets to produce. Where the answer or authority section does not fit, it is left out whole and TC is set;
    /// additional records that do not fit are left out silently (RFC 2181 §9).
    /// </param>
    public byte[] ToWire(int limit = MaxLength) => MessageWriter.Write(this, limit);
}
