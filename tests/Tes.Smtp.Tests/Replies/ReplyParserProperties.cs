using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Tes.Smtp.Tests;

public sealed class ReplyParserProperties
{
    private const int Runs = 2000;

    // Pieces that bring a random input past the first checks more often than random octets do
    private static readonly string[] Pieces =
        ["220", "250", "5", "7", " ", "-", "\r\n", "\n", "\r", "\0", "220-", "220 ok\r\n", "250-STARTTLS\r\n", "250 AUTH PLAIN\r\n", "\u001b[2J", "é", new('x', 600)];

    [Property(MaxTest = Runs)]
    public void Random_octets_never_throw_nor_pass_the_limits(byte[] input) => Check(input);

    [Property(MaxTest = Runs)]
    public Property Random_replies_never_throw_nor_pass_the_limits() => Prop.ForAll(Replies().ToArbitrary(), Check);

    [Property(MaxTest = Runs)]
    public Property Cutting_the_input_changes_nothing() => Prop.ForAll(Replies().ToArbitrary(), ArbMap.Default.ArbFor<PositiveInt>(), (input, size) =>
        string.Equals(Trace(input, input.Length), Trace(input, size.Get), StringComparison.Ordinal));

    private static Gen<byte[]> Replies() =>
        Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces)));

    private static void Check(byte[] input)
    {
        var parser = new ReplyParser();
        var rest = input.AsSpan();
        while (true)
        {
            var parsed = parser.Read(rest, out var consumed);
            if (consumed > rest.Length) throw new InvalidOperationException("consumed more than there was");
            if (parsed is ParsedReply.Incomplete && consumed < rest.Length) throw new InvalidOperationException("left octets and wants more");
            if (parsed is not ParsedReply.Complete complete) return;
            var reply = complete.Reply;
            if (consumed > ReplyLimits.ReplyLength || reply.Lines.Count > ReplyLimits.Lines || reply.Lines.Any(line => line.Length > ReplyLimits.LineLength))
                throw new InvalidOperationException("reply beyond the limits");
            _ = EhloCapabilities.Read(reply);
            rest = rest[consumed..];
        }
    }

    private static string Trace(byte[] input, int size)
    {
        var parser = new ReplyParser();
        var trace = new StringBuilder();
        for (var start = 0; start < input.Length; start += size)
        {
            var rest = input.AsSpan(start, Math.Min(size, input.Length - start));
            while (!rest.IsEmpty)
            {
                var parsed = parser.Read(rest, out var consumed);
                if (parsed is ParsedReply.Malformed malformed) return trace.Append(malformed.Fault).ToString();
                if (parsed is ParsedReply.Complete complete) trace.Append(complete.Reply.Code).AppendJoin('\n', complete.Reply.Lines);
                rest = rest[consumed..];
            }
        }
        return trace.ToString();
    }
}
