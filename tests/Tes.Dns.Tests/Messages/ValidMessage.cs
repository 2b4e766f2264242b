using FsCheck;
using FsCheck.Fluent;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Tests.Names;
using Tes.Dns.Tests.Records;

namespace Tes.Dns.Tests.Messages;

/// <summary>Any message that has a wire format.</summary>
public sealed record ValidMessage(Message Message)
{
    // Z has no name (RFC 1035 §4.1.1: must be zero), so there is no flag for it.
    private static readonly MessageFlags[] Flags = Enum.GetValues<MessageFlags>();

    private static Gen<ResourceRecord> Record { get; } =
        from name in ValidName.Generator
        from rdata in ValidRdata.Arbitrary().Generator
        where rdata.Type != RRType.Opt
        from ttl in Gen.Choose(0, int.MaxValue)
        select new ResourceRecord(name.Name, rdata.Type, RRClass.IN, (uint)ttl, rdata.Rdata);

    private static Gen<Edns?> Options { get; } =
        from present in Gen.Choose(0, 1)
        from size in Gen.Choose(0, ushort.MaxValue)
        from data in Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(5)
        select present == 0 ? null : new Edns((ushort)size, (DnssecOk)(size & 1), [new EdnsOption(15, data), new EdnsOption(10, Array.Empty<byte>())], Version: 0);

    private static Gen<Message> Generator { get; } =
        from id in Gen.Choose(0, ushort.MaxValue)
        from flags in Gen.SubListOf(Flags)
        from opcode in Gen.Choose(0, 15)
        from edns in Options
        from code in Gen.Choose(0, edns is null ? 15 : 4095)
        from name in ValidName.Generator
        from answers in Record.ListOf(4)
        from authorities in Record.ListOf(3)
        from additionals in Record.ListOf(2)
        select new Message
        {
            Id = (ushort)id,
            Flags = flags.Aggregate(MessageFlags.None, (all, flag) => all | flag),
            Opcode = (byte)opcode,
            ResponseCode = (ResponseCode)code,
            Questions = [new Question(name.Name, RRType.MX)],
            Answers = [.. answers],
            Authorities = [.. authorities],
            Additionals = [.. additionals],
            Edns = edns,
        };

    public static Arbitrary<ValidMessage> Arbitrary() => Generator.Select(message => new ValidMessage(message)).ToArbitrary();

    public override string ToString() => Convert.ToHexString(Message.ToWire());
}
