using Tes.Dns.Dnssec;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

public sealed class TrustAnchorSetTests
{
    private const string Anchors = """
        ; two zones, three records
        . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
        Example.org. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=
        example.ORG. IN DS 3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b
        """;

    [Fact]
    public void The_root_s_two_keys_are_built_in()
    {
        TrustAnchor root = TrustAnchorSet.Root.FindClosest(DomainName.Parse("example.org"))!;
        Assert.Equal(DomainName.Root, root.Owner);
        Assert.Equal([20326, 38696], root.DelegationSigners.Select(ds => (int)ds.KeyTag));
        Assert.All(root.DelegationSigners, ds => Assert.Equal(32, ds.Digest.Length));
    }

    [Theory]
    [InlineData("www.example.org", "example.org")]
    [InlineData("EXAMPLE.org", "example.org")]
    [InlineData("badexample.org", ".")]
    [InlineData("org", ".")]
    [InlineData(".", ".")]
    public void The_closest_anchor_governs(string name, string owner)
    {
        Assert.True(TrustAnchorSet.TryRead(Anchors, out TrustAnchorSet? set, out _));
        Assert.Equal(DomainName.Parse(owner), set.FindClosest(DomainName.Parse(name))!.Owner);
    }

    [Fact]
    public void DS_and_DNSKEY_of_one_owner_stand_together()
    {
        Assert.True(TrustAnchorSet.TryRead(Anchors, out TrustAnchorSet? set, out _));
        TrustAnchor anchor = set.FindClosest(DomainName.Parse("example.org"))!;
        Assert.Single(anchor.DelegationSigners);
        Assert.Single(anchor.Keys);
    }

    [Fact]
    public void Without_an_anchor_above_there_is_none()
    {
        Assert.True(TrustAnchorSet.TryRead("example.org. IN DS 3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b", out TrustAnchorSet? set, out _));
        Assert.Null(set.FindClosest(DomainName.Parse("org")));
        Assert.Null(set.FindClosest(DomainName.Root));
        Assert.NotNull(set.FindClosest(DomainName.Parse("a.b.example.org")));
    }

    [Fact]
    public void Twice_as_many_keys_of_one_owner_cost_twice_as_much()
    {
        long once = AllocatedFor(2000);

        // With the square of their number it would be four times.
        Assert.InRange(AllocatedFor(4000), once, 3 * once);

        static long AllocatedFor(int count)
        {
            string text = string.Concat(Enumerable.Repeat(". DS 1 8 2 00\n", count));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(TrustAnchorSet.TryRead(text, out TrustAnchorSet? set, out _));
            long after = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(count, set.FindClosest(DomainName.Root)!.DelegationSigners.Count);
            return after - before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("; nothing but a comment\n")]
    [InlineData("example.org. IN A 192.0.2.1")]
    [InlineData(". IN DS 20326 8 2 nothex")]
    [InlineData("\u001b[2J")]
    public void What_is_no_file_of_anchors_is_refused(string text)
    {
        Assert.False(TrustAnchorSet.TryRead(text, out _, out var failure));
        Assert.All(failure.ToString(), character => Assert.InRange(character, ' ', '~'));
    }
}
