using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Messages;

public sealed class MessageTests
{
    private const string Header = "1234 8180 0001 0001 0000 0000";
    private const string NoAnswer = "1234 8180 0001 0000 0000 0000";
    private const string Question = "03777777 076578616d706c65 00 0001 0001";
    private const string Address = "0001 0001 00000e10 0004 c0000201";

    [Fact]
    public void A_compressed_answer_is_read()
    {
        Message message = Read($"{Header} {Question} c00c {Address}");
        ResourceRecord record = Assert.Single(message.Answers);
        Assert.Equal("www.example. 3600 IN A 192.0.2.1", record.ToString());
        Assert.Equal(0x1234, message.Id);
        Assert.Equal(MessageFlags.Response | MessageFlags.RecursionDesired | MessageFlags.RecursionAvailable, message.Flags);
    }

    [Theory]
    [InlineData("a pointer to itself", $"{Header} {Question} c01d {Address}")]
    [InlineData("a pointer forward", $"{Header} {Question} c020 {Address}")]
    [InlineData("a pointer beyond the end", $"{Header} {Question} c0ff {Address}")]
    [InlineData("a pointer cut short", $"{Header} {Question} c0")]
    [InlineData("a label that leads into its own pointer", $"{Header} {Question} 0161c01d {Address}")]
    [InlineData("two pointers at each other", $"{Header} 016101620163c00c 0001 0001 c00c {Address}")]
    [InlineData("a label type of the past (RFC 2673)", $"{Header} {Question} 41ff {Address}")]
    [InlineData("the other reserved label type", $"{Header} {Question} 8000 {Address}")]
    [InlineData("a record less than counted", $"{Header} {Question}")]
    [InlineData("all records less than counted", "1234 8180 0001 ffff ffff ffff 00 0001 0001")]
    [InlineData("a question less than counted", "1234 8180 0001 0000 0000 0000")]
    [InlineData("two questions (RFC 9619 §4)", "1234 8180 0002 0000 0000 0000 00 0001 0001 00 0001 0001")]
    [InlineData("octets behind the end", $"{NoAnswer} {Question} 00")]
    [InlineData("a record more than counted", $"{NoAnswer} {Question} c00c {Address}")]
    [InlineData("a header cut short", "1234 8180 0001 0000 0000")]
    [InlineData("nothing", "")]
    [InlineData("an address of three octets", $"{Header} {Question} c00c 0001 0001 00000e10 0003 c00002")]
    [InlineData("an address of five octets", $"{Header} {Question} c00c 0001 0001 00000e10 0005 c000020101")]
    [InlineData("RDATA cut short", $"{Header} {Question} c00c 0001 0001 00000e10 0004 c00002")]
    [InlineData("an RDATA length beyond the end", $"{Header} {Question} c00c 0010 0001 00000e10 ffff 0161")]
    [InlineData("a CNAME whose name runs over its RDATA", $"{Header} {Question} c00c 0005 0001 00000e10 0001 0161 00")]
    [InlineData("a CNAME with octets behind its name", $"{Header} {Question} c00c 0005 0001 00000e10 0003 c00c 00")]
    [InlineData("a CNAME without octets", $"{Header} {Question} c00c 0005 0001 00000e10 0000")]
    [InlineData("TXT without a string", $"{Header} {Question} c00c 0010 0001 00000e10 0000")]
    [InlineData("TXT whose string runs over", $"{Header} {Question} c00c 0010 0001 00000e10 0002 0261")]
    [InlineData("an NSEC bitmap with windows out of order", $"{Header} {Question} c00c 002f 0001 00000e10 0007 00 010140 000140")]
    [InlineData("an NSEC bitmap with an empty window", $"{Header} {Question} c00c 002f 0001 00000e10 0003 00 0000")]
    [InlineData("an NSEC bitmap with a window of 33 octets", $"{Header} {Question} c00c 002f 0001 00000e10 0024 00 0021 000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("an NSEC3 with an empty hash", $"{Header} {Question} c00c 0032 0001 00000e10 0006 01 00 0000 00 00")]
    [InlineData("two OPT records (RFC 6891 §6.1.1)", $"1234 8180 0001 0000 0000 0002 {Question} 00 0029 04d0 00000000 0000 00 0029 04d0 00000000 0000")]
    [InlineData("an OPT record that is not the root's (RFC 6891 §6.1.2)", $"1234 8180 0001 0000 0000 0001 {Question} c00c 0029 04d0 00000000 0000")]
    [InlineData("an EDNS option cut short", $"1234 8180 0001 0000 0000 0001 {Question} 00 0029 04d0 00000000 0005 000f 0002 00")]
    public void Malformed_messages_are_refused(string what, string hex)
    {
        Assert.NotEmpty(what);
        byte[] octets = FromHex(hex);
        Assert.False(Message.TryRead(octets, out _, out ParseFailure failure));
        Assert.NotEmpty(failure.Reason);
        Assert.InRange(failure.Offset, 0, octets.Length);
    }

    [Fact]
    public void Every_beginning_of_a_message_is_refused()
    {
        byte[] octets = FromHex($"1234 8180 0001 0002 0000 0001 {Question} c00c {Address} c00c 000f 0001 00000e10 0009 000a 046d61696c c010 00 0029 04d0 00008000 0006 000f 0002 0006");
        Assert.True(Message.TryRead(octets, out _, out _));
        for (int length = 0; length < octets.Length; length++)
            Assert.False(Message.TryRead(octets.AsSpan(0, length), out _, out _), $"{length} octets");
    }

    [Fact]
    public void A_TTL_with_its_top_bit_set_is_zero_by_RFC_2181_section_8() =>
        Assert.Equal(0u, Read($"{Header} {Question} c00c 0001 0001 80000001 0004 c0000201").Answers[0].Ttl);

    [Fact]
    public void OPT_gives_DO_version_upper_RCODE_bits_and_options()
    {
        Message message = Read($"1234 8182 0001 0000 0000 0001 {Question} 00 0029 04d0 01018000 000a 000f 0006 0009 62616400");
        Assert.Equal(18, (int)message.ResponseCode);
        Assert.Equal((1232, DnssecOk.Set, 1), (message.Edns!.UdpPayloadSize, message.Edns.DnssecOk, message.Edns.Version));
        Assert.Empty(message.Additionals);
        ExtendedDnsError error = Assert.Single(message.Edns.ExtendedErrors);
        // RFC 8914 §2: a text that ends with a NUL is read without it.
        Assert.Equal((ExtendedDnsErrorCode.DnskeyMissing, "bad"), (error.Code, error.Text));
    }

    [Fact]
    public void An_extended_error_without_a_code_is_passed_over_and_one_that_is_no_UTF_8_is_read()
    {
        Message message = Read($"1234 8182 0001 0000 0000 0001 {Question} 00 0029 04d0 00000000 000d 000f 0001 00 000f 0004 0006 ff1b");
        ExtendedDnsError error = Assert.Single(message.Edns!.ExtendedErrors);
        Assert.Equal("\ufffd\u001b", error.Text);
    }

    [Fact]
    public void A_name_of_255_octets_through_pointers_is_read_and_one_of_256_refused()
    {
        string label = "3f" + string.Concat(Enumerable.Repeat("61", 63));
        // 3 × 64 octets at offset 12, then a label of 61 octets (or 62) in front of a pointer to them: 192 + 62 + 1.
        string first = $"{label}{label}{label}00 0001 0001";
        Assert.Equal(255, Read($"{Header} {first} 3d{new string('6', 122)}c00c {Address}").Answers[0].Owner.Wire.Length);
        Assert.False(Message.TryRead(FromHex($"{Header} {first} 3e{new string('6', 124)}c00c {Address}"), out _, out _));
    }

    [Fact]
    public void Names_in_RDATA_come_out_uncompressed()
    {
        Message message = Read($"{Header} {Question} c00c 0006 0001 00000e10 0018 c00c c010 00000001 00000002 00000003 00000004 00000005");
        Assert.Equal("www.example. 3600 IN SOA www.example. example. 1 2 3 4 5", message.Answers[0].ToString());
    }

    [Fact]
    public void The_largest_message_is_read_in_linear_time_and_one_octet_more_is_refused()
    {
        // Chains of pointers, each name one label longer than the one before, as often as 64 KiB hold.
        var octets = new List<byte>(FromHex("1234 8180 0000 0000 0000 0000"));
        int previous = -1;
        ushort count = 0;
        while (octets.Count + 14 <= Message.MaxLength)
        {
            int here = octets.Count;
            octets.AddRange([1, (byte)'a']);
            octets.AddRange(previous is >= 0 and < 0x4000 && count % 100 != 0 ? [(byte)(0xc0 | (previous >> 8)), (byte)previous] : [0, 0]);
            if (octets[^2] == 0)
                octets.RemoveAt(octets.Count - 1);
            octets.AddRange([0, 16, 0, 1, 0, 0, 0, 0, 0, 1, 0]);
            previous = here;
            count++;
        }

        octets[6] = (byte)(count >> 8);
        octets[7] = (byte)count;
        Assert.True(Message.TryRead([.. octets], out Message? message, out ParseFailure failure), failure.ToString());
        Assert.Equal(count, message.Answers.Count);
        Assert.False(Message.TryRead(new byte[Message.MaxLength + 1], out _, out _));
    }

    [Fact]
    public void Many_records_of_one_RRset_are_grouped_without_comparing_each_with_all()
    {
        ResourceRecord[] records = [.. Enumerable.Range(0, 300_000).Select(i => new ResourceRecord(DomainName.Root, (RRType)65_280, RRClass.IN, 1, (byte[])[(byte)(i >> 16), (byte)(i >> 8), (byte)i, 0]))];
        long start = Stopwatch.GetTimestamp();
        RRset rrset = Assert.Single(RRset.Group(records));
        Assert.Equal(300_000, rrset.Rdatas.Count);
        // No measurement: a second on a busy machine, where comparing each with all takes many minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(3_000)]
    public void Records_of_many_owners_are_grouped_in_the_order_of_their_first_ones(int owners)
    {
        DomainName[] names = [.. Enumerable.Range(0, owners).Select(i => DomainName.Parse($"n{i}.example"))];
        ResourceRecord[] records = [.. names.Concat(names.Select(name => DomainName.Parse(name.ToString().ToUpperInvariant())))
            .Select((name, i) => new ResourceRecord(name, RRType.A, RRClass.IN, 60, (byte[])[192, 0, (byte)(i >> 8), (byte)i]))];
        IReadOnlyList<RRset> rrsets = RRset.Group(records);
        Assert.Equal(names, rrsets.Select(rrset => rrset.Owner));
        Assert.All(rrsets, rrset => Assert.Equal(2, rrset.Rdatas.Count));
    }

    [Property]
    public void Any_octets_are_a_message_or_a_failure(byte[] octets) => TakesAnything(octets);

    [Property(Arbitrary = [typeof(ValidMessage)], MaxTest = 300)]
    public Property Any_change_to_a_message_gives_a_message_or_a_failure(ValidMessage valid, byte value)
    {
        byte[] octets = valid.Message.ToWire();
        return Prop.ForAll(Gen.Choose(0, octets.Length - 1).ToArbitrary(), at =>
        {
            byte[] changed = [.. octets];
            changed[at] = value;
            TakesAnything(changed);
            TakesAnything(octets.AsSpan(0, at));
        });
    }

    [Property(Arbitrary = [typeof(ValidMessage)], MaxTest = 500)]
    public void Any_message_written_is_read_back_equal(ValidMessage valid)
    {
        Assert.True(Message.TryRead(valid.Message.ToWire(), out Message? read, out ParseFailure failure), failure.ToString());
        Assert.Equal(Describe(valid.Message), Describe(read));
    }

    [Property(Arbitrary = [typeof(ValidMessage)], MaxTest = 300)]
    public void A_message_cut_to_fit_says_so_and_is_read(ValidMessage valid)
    {
        int needed = valid.Message.ToWire().Length;
        int least = (valid.Message with { Answers = [], Authorities = [], Additionals = [] }).ToWire().Length;
        for (int limit = least; limit <= needed; limit += 1 + ((needed - least) / 7))
        {
            byte[] octets = valid.Message.ToWire(limit);
            Assert.InRange(octets.Length, 0, limit);
            Assert.True(Message.TryRead(octets, out Message? read, out _));
            bool whole = read.Answers.Count == valid.Message.Answers.Count && read.Authorities.Count == valid.Message.Authorities.Count;
            Assert.Equal(!whole || valid.Message.Flags.HasFlag(MessageFlags.Truncated), read.Flags.HasFlag(MessageFlags.Truncated));
        }
    }

    private static void TakesAnything(ReadOnlySpan<byte> octets)
    {
        if (!Message.TryRead(octets, out Message? message, out ParseFailure failure))
        {
            Assert.InRange(failure.Offset, 0, octets.Length);
            return;
        }

        // What was read can be shown, grouped and written again.
        Assert.NotEmpty(Describe(message));
        Assert.NotNull(RRset.Group([.. message.Answers, .. message.Authorities]));
        if (message.Edns is null && (int)message.ResponseCode > 15)
            Assert.Fail("upper RCODE bits without OPT");
    }

    private static string Describe(Message message) => string.Join('\n', (IEnumerable<string>)
    [
        $"{message.Id} {message.Flags} {message.Opcode} {(int)message.ResponseCode}",
        .. message.Questions.Select(question => $"? {question} {question.Class}"),
        .. message.Answers.Select(Describe), "--",
        .. message.Authorities.Select(Describe), "--",
        .. message.Additionals.Select(Describe), "--",
        message.Edns is { } edns ? $"{edns.Version} {edns.UdpPayloadSize} {edns.DnssecOk}" : "no EDNS",
        .. (message.Edns?.Options ?? []).Select(option => $"{option.Code}={Convert.ToHexString(option.Data.Span)}"),
    ]);

    // Compression may give an owner the case of an equal name before it; RDATA keeps its octets.
    private static string Describe(ResourceRecord record) =>
        $"{Convert.ToHexString(record.Owner.ToCanonicalWire())} {record.Ttl} {record.Class} {record.Type} {Convert.ToHexString(record.Rdata.Span)} {RdataText.Format(record.Type, record.Rdata.Span)}";

    private static Message Read(string hex)
    {
        Assert.True(Message.TryRead(FromHex(hex), out Message? message, out ParseFailure failure), failure.ToString());
        return message;
    }

    private static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
