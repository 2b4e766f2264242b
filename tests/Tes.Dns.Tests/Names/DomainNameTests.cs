using System.Text;
using FsCheck.Xunit;
using Xunit;

namespace Tes.Dns.Tests.Names;

public sealed class DomainNameTests
{
    private static readonly string Label63 = new('a', 63);

    [Fact]
    public void Order_is_that_of_RFC_4034_section_6_1()
    {
        string[] inOrder =
            ["example.", "a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE.", "z.example.", @"\001.z.example.", "*.z.example.", @"\200.z.example."];
        DomainName[] names = [.. inOrder.Select(DomainName.Parse)];
        Assert.Equal(inOrder, names.Reverse().Order().Select(name => name.ToString()));
        for (int i = 1; i < names.Length; i++)
        {
            Assert.True(names[i - 1] < names[i]);
            Assert.True(names[i] > names[i - 1]);
            Assert.False(names[i] <= names[i - 1]);
        }
    }

    [Theory]
    [InlineData("example.org", "example.org.")]
    [InlineData("example.org.", "example.org.")]
    [InlineData(".", ".")]
    [InlineData(@"a\.b.org", @"a\.b.org.")]
    [InlineData(@"a\046b.org", @"a\.b.org.")]
    [InlineData(@"\097.org", "a.org.")]
    [InlineData(@"\000.org", @"\000.org.")]
    [InlineData(@"\255\128.org", @"\255\128.org.")]
    [InlineData(@"a\\b.org", @"a\\b.org.")]
    [InlineData(@"a\ b.org", @"a\032b.org.")]
    [InlineData("_25._tcp.mx.example.org", "_25._tcp.mx.example.org.")]
    [InlineData("*.org", "*.org.")]
    [InlineData("MiXed.Org", "MiXed.Org.")]
    public void Presentation_form_is_read_and_written_by_RFC_1035_section_5_1(string text, string expected)
    {
        Assert.True(DomainName.TryParse(text, out DomainName? name, out _));
        Assert.Equal(expected, name.ToString());
        Assert.Equal(name, DomainName.Parse(name.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".org")]
    [InlineData("a..org")]
    [InlineData("a.org..")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256.org")]
    [InlineData(@"a\2x5.org")]
    [InlineData("a b.org")]
    [InlineData("a\tb.org")]
    [InlineData("a\0b.org")]
    [InlineData("müller.de")]
    [InlineData("a\\\u00fc.de")]
    [InlineData("\ud800.de")]
    public void What_is_no_name_is_refused(string text) => Assert.False(DomainName.TryParse(text, out _, out _));

    [Fact]
    public void A_label_holds_63_octets_and_no_more()
    {
        Assert.True(DomainName.TryParse(Label63, out DomainName? name, out _));
        Assert.Equal(65, name.Wire.Length);
        Assert.False(DomainName.TryParse(Label63 + "a", out _, out _));
        Assert.False(DomainName.Root.TryPrepend(new byte[64], out _));
        Assert.False(DomainName.Root.TryPrepend(ReadOnlySpan<byte>.Empty, out _));
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void A_name_holds_255_octets_and_no_more(int lastLabel, bool fits)
    {
        string text = $"{Label63}.{Label63}.{Label63}.{new string('b', lastLabel)}";
        Assert.Equal(fits, DomainName.TryParse(text, out DomainName? relative, out _));
        Assert.Equal(fits, DomainName.TryParse(text + ".", out DomainName? absolute, out _));
        Assert.Equal(relative, absolute);
        Assert.Equal(fits ? 255 : null, relative?.Wire.Length);
    }

    [Fact]
    public void The_most_labels_are_127_and_all_operations_work_on_them()
    {
        DomainName longest = DomainName.Parse(string.Join('.', Enumerable.Repeat("a", 127)));
        DomainName other = DomainName.Parse(string.Join('.', Enumerable.Repeat("b", 127)));
        Assert.Equal(127, longest.LabelCount);
        Assert.Equal(255, longest.Wire.Length);
        Assert.True(longest < other);
        Assert.Equal(DomainName.Root, longest.CommonAncestor(other));
        Assert.Null(longest.ToWildcard());
        Assert.Equal(126, longest.Parent.LabelCount);
        Assert.False(longest.TryPrepend("a"u8, out _));
    }

    [Theory]
    [InlineData("a.example.org", "example.org", true, true)]
    [InlineData("A.Example.ORG", "example.org", true, true)]
    [InlineData("example.org", "example.org", true, false)]
    [InlineData("example.org", ".", true, true)]
    [InlineData(".", ".", true, false)]
    [InlineData(".", "org", false, false)]
    [InlineData("badexample.org", "example.org", false, false)]
    // The octets of the suffix are there, but not at the end of a label.
    [InlineData(@"a\007example.org", "example.org", false, false)]
    [InlineData("org", "example.org", false, false)]
    public void Being_below_goes_by_labels(string name, string ancestor, bool atOrBelow, bool below)
    {
        Assert.Equal(atOrBelow, DomainName.Parse(name).IsAtOrBelow(DomainName.Parse(ancestor)));
        Assert.Equal(below, DomainName.Parse(name).IsBelow(DomainName.Parse(ancestor)));
    }

    [Fact]
    public void A_suffix_is_exchanged_as_in_RFC_6672_section_2_2()
    {
        DomainName target = DomainName.Parse("x.test");
        Assert.True(DomainName.Parse("a.b.Example.org").TryReplaceSuffix(DomainName.Parse("example.ORG"), target, out DomainName? moved));
        Assert.Equal("a.b.x.test.", moved.ToString());
        Assert.Equal(4, moved.LabelCount);
        Assert.True(DomainName.Parse("a.org").TryReplaceSuffix(DomainName.Parse("org"), DomainName.Root, out DomainName? toRoot));
        Assert.Equal("a.", toRoot.ToString());
        Assert.False(DomainName.Parse("example.org").TryReplaceSuffix(DomainName.Parse("example.org"), target, out _));
        DomainName huge = DomainName.Parse($"{Label63}.{Label63}.{Label63}");
        Assert.False(huge.TryReplaceSuffix(DomainName.Parse(Label63), DomainName.Parse($"{Label63}.{Label63}.{Label63}"), out _));
    }

    [Theory]
    [InlineData(new byte[] { }, false)]
    [InlineData(new byte[] { 0 }, true)]
    [InlineData(new byte[] { 1 }, false)]
    [InlineData(new byte[] { 1, 0x61 }, false)]
    [InlineData(new byte[] { 1, 0x61, 0 }, true)]
    [InlineData(new byte[] { 64, 0x61, 0 }, false)]
    [InlineData(new byte[] { 0xc0, 0 }, false)]
    public void Uncompressed_wire_format_is_read_with_care(byte[] wire, bool good) =>
        Assert.Equal(good, DomainName.TryReadUncompressed(wire, out _, out _));

    [Fact]
    public void Wildcards_are_known_by_a_first_label_of_one_asterisk()
    {
        Assert.True(DomainName.Parse("*.org").IsWildcard);
        Assert.False(DomainName.Parse("a.*.org").IsWildcard);
        Assert.False(DomainName.Parse("**.org").IsWildcard);
        Assert.False(DomainName.Root.IsWildcard);
        // The wire format of the name starts 01 2a only by chance of its label's content.
        Assert.False(DomainName.Parse(@"a\*.org").IsWildcard);
    }

    [Property(Arbitrary = [typeof(ValidName)])]
    public void Text_is_read_back_equal_and_shows_printable_ASCII_only(ValidName valid)
    {
        string text = valid.Name.ToString();
        Assert.All(text, character => Assert.InRange(character, '!', '~'));
        Assert.Equal(valid.Name.Wire.ToArray(), DomainName.Parse(text).Wire.ToArray());
    }

    [Property(Arbitrary = [typeof(ValidName)])]
    public void Order_agrees_with_equality_case_and_hash(ValidName left, ValidName right)
    {
        DomainName upper = DomainName.TryReadUncompressed(Encoding.ASCII.GetBytes(Encoding.Latin1.GetString(left.Name.Wire).ToUpperInvariant()), out DomainName? read, out _)
            && left.Name.Wire.IndexOfAnyExceptInRange((byte)0, (byte)0x7e) < 0 ? read : left.Name;
        Assert.Equal(left.Name, upper);
        Assert.Equal(left.Name.GetHashCode(), upper.GetHashCode());
        Assert.Equal(0, left.Name.CompareTo(upper));
        Assert.Equal(left.Name == right.Name, left.Name.CompareTo(right.Name) == 0);
        Assert.Equal(Math.Sign(left.Name.CompareTo(right.Name)), -Math.Sign(right.Name.CompareTo(left.Name)));
        Assert.Equal(left.Name == right.Name, left.Name.ToCanonicalWire().AsSpan().SequenceEqual(right.Name.ToCanonicalWire()));
    }

    [Property(Arbitrary = [typeof(ValidName)])]
    public void Whatever_lies_below_a_name_is_one_run_in_canonical_order(ValidName[] names, ValidName ancestor)
    {
        bool[] below = [.. names.Select(valid => valid.Name).Append(ancestor.Name).Order().Select(name => name.IsAtOrBelow(ancestor.Name))];
        Assert.True(below.AsSpan().LastIndexOf(true) - below.AsSpan().IndexOf(true) + 1 == below.Count(isBelow => isBelow));
        Assert.Equal(ancestor.Name, names.Select(valid => valid.Name).Append(ancestor.Name).Where(name => name.IsAtOrBelow(ancestor.Name)).Min());
    }

    [Property(Arbitrary = [typeof(ValidName)])]
    public void The_common_ancestor_is_above_both_and_no_longer_one_is(ValidName left, ValidName right)
    {
        DomainName common = left.Name.CommonAncestor(right.Name);
        Assert.True(left.Name.IsAtOrBelow(common) && right.Name.IsAtOrBelow(common));
        Assert.Equal(common, right.Name.CommonAncestor(left.Name));
        if (common.LabelCount < Math.Min(left.Name.LabelCount, right.Name.LabelCount))
            Assert.NotEqual(left.Name.Suffix(common.LabelCount + 1), right.Name.Suffix(common.LabelCount + 1));
    }

    [Property]
    public void Any_text_is_a_name_or_a_failure_within_the_text(string? text)
    {
        text ??= "";
        if (!DomainName.TryParse(text, out _, out ParseFailure failure))
            Assert.InRange(failure.Offset, 0, text.Length);
    }

    [Property]
    public void Any_octets_are_a_name_or_not(byte[] octets)
    {
        if (DomainName.TryReadUncompressed(octets, out DomainName? name, out int length))
            Assert.Equal(octets[..length], name.Wire.ToArray());
    }
}
