using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;
using Xunit;

namespace Tes.TransportSecurity.Tests.Pkix;

/// <summary>Whatever octets a peer or a zone holds: outcomes, no exceptions, in bounded time.</summary>
public class HostileCertificateTests
{
    // Seeds make a failure repeatable; the number of rounds keeps the class below a few seconds
    private const int Rounds = 400;

    private static readonly TestCertificate Ca = CertificateSpec.Ca("CN=CA").Make();
    private static readonly TestCertificate Leaf = new CertificateSpec { Issuer = Ca, DnsNames = ["mx.example.org", "*.example.net"] }.Make();

    private static void Exercise(byte[] leaf, byte[] issuer, byte[] association)
    {
        _ = PeerCertificate.TryRead(leaf, out _, out _);
        _ = SubjectPublicKey.TryRead(association, out _, out _);
        TlsaRdata[] records = [.. from usage in new[] { 2, 3 } from selector in new[] { 0, 1 }
            select new TlsaRdata((TlsaCertificateUsage)usage, (TlsaSelector)selector, TlsaMatchingType.Full, association), Ca.Tlsa(2, 0, 1), Ca.Tlsa(2, 1, 2)];
        DaneAuthentication outcome = Authentication.Run([leaf, issuer], ["mx.example.org"], records);
        Assert.All((outcome as DaneAuthentication.Mismatch)?.Reasons ?? [], reason =>
            Assert.DoesNotContain(reason.Explanation, character => character is < ' ' or > '~'));
    }

    [Fact]
    public void Random_octets_never_throw()
    {
        var random = new Random(1);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] octets = new byte[random.Next(200)];
            random.NextBytes(octets);
            if (octets.Length > 0 && round % 2 == 0)
                octets[0] = 0x30;
            Exercise(octets, octets, octets);
        }
    }

    [Fact]
    public void Certificates_with_changed_octets_never_throw()
    {
        var random = new Random(2);
        for (int round = 0; round < Rounds; round++)
            Exercise(Change(Leaf.Der, random), Change(Ca.Der, random), Change(round % 2 == 0 ? Ca.Der : Ca.Spki, random));
    }

    [Fact]
    public void Certificates_cut_anywhere_never_throw()
    {
        for (int length = 0; length < Leaf.Der.Length; length += 3)
            Exercise(Leaf.Der[..length], Ca.Der, Leaf.Der[..length]);
    }

    [Fact]
    public void Every_single_changed_octet_of_the_leaf_is_noticed()
    {
        // All of the certificate but the encoding of its signature value is under the signature; a change there cannot keep it valid either
        for (int at = 0; at < Leaf.Der.Length; at += 7)
        {
            byte[] changed = (byte[])Leaf.Der.Clone();
            changed[at] ^= 0x01;

            Assert.IsType<DaneAuthentication.Mismatch>(Authentication.Run([changed, Ca.Der], ["mx.example.org"], Ca.Tlsa(2, 0, 1)));
        }
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        byte[] nested = [5, 0];
        for (int depth = 0; depth < 10_000; depth++)
        {
            byte[] length = nested.Length < 128 ? [(byte)nested.Length] : [0x83, (byte)(nested.Length >> 16), (byte)(nested.Length >> 8), (byte)nested.Length];
            nested = [0x30, .. length, .. nested];
        }

        Assert.False(PeerCertificate.TryRead(nested, out _, out _));
        Assert.False(SubjectPublicKey.TryRead(nested, out _, out _));
    }

    [Fact]
    public void A_certificate_above_the_size_limit_is_refused_and_says_so()
    {
        byte[] large = new CertificateSpec { DnsNames = [.. Enumerable.Range(0, 4000).Select(i => $"name-{i}.example.org")] }.Make().Der;
        Assert.True(large.Length > DerLimits.MaxCertificateSize);

        Assert.False(PeerCertificate.TryRead(large, out _, out ParseFailure failure));
        Assert.Contains("64 KiB", failure.Reason);
    }

    [Fact]
    public void A_certificate_whose_two_signature_algorithms_differ_is_refused_Rfc5280_4_1_1_2()
    {
        // ecdsa-with-SHA256 becomes ecdsa-with-SHA384 in the outer field only
        byte[] changed = (byte[])Leaf.Der.Clone();
        byte[] oid = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
        int outer = changed.AsSpan().LastIndexOf(oid);
        changed[outer + oid.Length - 1] = 3;

        Assert.False(PeerCertificate.TryRead(changed, out _, out _));
    }

    private static byte[] Change(byte[] original, Random random)
    {
        byte[] copy = (byte[])original.Clone();
        for (int change = random.Next(1, 4); change > 0; change--)
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return copy;
    }
}
