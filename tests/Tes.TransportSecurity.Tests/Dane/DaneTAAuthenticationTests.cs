using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;
using Xunit;

namespace Tes.TransportSecurity.Tests.Dane;

public class DaneTAAuthenticationTests
{
    private const string Host = "mx.example.org";
    private static readonly TestCertificate Root = CertificateSpec.Ca("CN=Root").Make();
    private static readonly TestCertificate Intermediate = CertificateSpec.Ca("CN=Intermediate", Root).Make();
    private static readonly CertificateSpec LeafSpec = new() { Issuer = Intermediate, DnsNames = [Host] };
    private static readonly TestCertificate Leaf = LeafSpec.Make();
    private static readonly TestCertificate Stranger = CertificateSpec.Ca("CN=Stranger").Make();

    private static DaneAuthentication Run(TestCertificate[] chain, params TlsaRdata[] records) =>
        Authentication.Run([.. chain.Select(certificate => certificate.Der)], [Host], records);

    private static DaneAuthentication.Authenticated Succeeds(TestCertificate[] chain, params TlsaRdata[] records)
    {
        DaneAuthentication outcome = Run(chain, records);
        Assert.True(outcome is DaneAuthentication.Authenticated, (outcome as DaneAuthentication.Mismatch)?.Reasons[0].Explanation);
        return (DaneAuthentication.Authenticated)outcome;
    }

    private static TlsaMismatch Fails(TlsaMismatchReason reason, TestCertificate[] chain, params TlsaRdata[] records)
    {
        TlsaMismatch mismatch = Assert.Single(Assert.IsType<DaneAuthentication.Mismatch>(Run(chain, records)).Reasons);
        Assert.Equal(reason, mismatch.Reason);
        return mismatch;
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void An_intermediate_of_no_public_CA_is_a_trust_anchor_Rfc7671_5_2(int selector, int matchingType)
    {
        DaneAuthentication.Authenticated authenticated = Succeeds([Leaf, Intermediate], Intermediate.Tlsa(2, selector, matchingType));

        Assert.Equal(1, authenticated.Depth);
        Assert.Equal(PeerAuthenticationMethod.DaneTA, authenticated.Peer.Method);
        Assert.Equal(Host, authenticated.Peer.MatchedName?.ToDisplayString());
    }

    [Fact]
    public void A_presented_root_is_a_trust_anchor_Rfc7671_5_2() =>
        Assert.Equal(2, Succeeds([Leaf, Intermediate, Root], Root.Tlsa(2, 0, 1)).Depth);

    [Fact]
    public void A_root_that_is_not_presented_cannot_match_by_digest_Rfc7671_5_2_2() =>
        Fails(TlsaMismatchReason.TrustAnchorNotPresented, [Leaf, Intermediate], Root.Tlsa(2, 0, 1));

    [Fact]
    public void A_full_certificate_in_the_record_need_not_be_presented_Rfc7671_5_2_1()
    {
        Assert.Equal(2, Succeeds([Leaf, Intermediate], Root.Tlsa(2, 0, 0)).Depth);
        Assert.Equal(1, Succeeds([Leaf], Intermediate.Tlsa(2, 0, 0)).Depth);
    }

    [Fact]
    public void A_full_key_in_the_record_verifies_the_last_presented_certificate_Rfc7671_5_2_3()
    {
        Assert.Equal(2, Succeeds([Leaf, Intermediate], Root.Tlsa(2, 1, 0)).Depth);
        Assert.Equal(1, Succeeds([Leaf], Intermediate.Tlsa(2, 1, 0)).Depth);
    }

    [Fact]
    public void A_full_key_in_the_record_verifies_any_certificate_of_the_path_Rfc7671_5_2_3() =>
        Assert.Equal(1, Succeeds([Leaf, Intermediate, Root], Intermediate.Tlsa(2, 1, 0)).Depth);

    [Fact]
    public void A_full_key_that_signed_nothing_here_fails_Rfc7671_5_2_3() =>
        Fails(TlsaMismatchReason.NoPathToTrustAnchor, [Leaf, Intermediate], Stranger.Tlsa(2, 1, 0));

    [Fact]
    public void The_order_of_the_chain_and_certificates_that_do_not_belong_there_do_not_matter()
    {
        Succeeds([Leaf, Root, Stranger, Intermediate], Root.Tlsa(2, 0, 1));
        Succeeds([Leaf, Leaf, Intermediate, Intermediate], Intermediate.Tlsa(2, 1, 1));
    }

    [Fact]
    public void An_anchor_that_is_presented_but_did_not_issue_the_leaf_fails()
    {
        TlsaMismatch mismatch = Fails(TlsaMismatchReason.NoPathToTrustAnchor, [Leaf, Stranger], Stranger.Tlsa(2, 0, 1));

        Assert.Contains("certificate 2 of the chain (CN=Stranger)", mismatch.Explanation);
    }

    [Fact]
    public void An_anchor_with_the_issuer_s_name_and_another_key_fails()
    {
        TestCertificate impostor = CertificateSpec.Ca("CN=Intermediate").Make();

        TlsaMismatch mismatch = Fails(TlsaMismatchReason.NoPathToTrustAnchor, [Leaf, impostor], impostor.Tlsa(2, 0, 1));

        Assert.Contains("did not sign", mismatch.Explanation);
    }

    [Fact]
    public void Of_two_issuers_of_one_name_the_one_that_signed_is_found()
    {
        TestCertificate impostor = CertificateSpec.Ca("CN=Intermediate").Make();

        Succeeds([Leaf, impostor, Intermediate], Intermediate.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_cross_signed_issuer_leads_to_the_anchor_of_either_side()
    {
        TestCertificate otherRoot = CertificateSpec.Ca("CN=Other Root").Make();
        TestCertificate cross = (CertificateSpec.Ca("CN=Intermediate", otherRoot) with { Key = Intermediate.Key }).Make();

        Succeeds([Leaf, Intermediate, cross, otherRoot, Root], otherRoot.Tlsa(2, 0, 1));
        Succeeds([Leaf, cross, Intermediate, Root, otherRoot], Root.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_self_signed_leaf_is_not_its_own_trust_anchor_Rfc7671_5_2()
    {
        TestCertificate self = new CertificateSpec { Subject = $"CN={Host}", DnsNames = [Host], IsCa = true }.Make();

        TlsaMismatch mismatch = Fails(TlsaMismatchReason.TrustAnchorIsLeaf, [self], self.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.TrustAnchorIsLeaf, [self, self], self.Tlsa(2, 1, 1));

        Assert.Contains("usage 3", mismatch.Explanation);
    }

    [Fact]
    public void An_expired_leaf_fails_Rfc7671_5_2()
    {
        TestCertificate expired = (LeafSpec with { NotAfter = TestCertificate.Now.AddSeconds(-1) }).Make();

        TlsaMismatch mismatch = Fails(TlsaMismatchReason.OutsideValidity, [expired, Intermediate], Intermediate.Tlsa(2, 0, 1));

        Assert.Contains("CN=leaf expired on 2026-11-01", mismatch.Explanation);
    }

    [Fact]
    public void A_leaf_that_is_not_yet_valid_fails_Rfc7671_5_2() =>
        Fails(
            TlsaMismatchReason.OutsideValidity,
            [(LeafSpec with { NotBefore = TestCertificate.Now.AddSeconds(1) }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));

    [Fact]
    public void The_ends_of_the_validity_period_belong_to_it_Rfc5280_4_1_2_5()
    {
        Succeeds([(LeafSpec with { NotAfter = TestCertificate.Now }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));
        Succeeds([(LeafSpec with { NotBefore = TestCertificate.Now }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));
    }

    [Fact]
    public void An_expired_intermediate_below_the_anchor_fails_and_is_named()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old", Root) with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();
        TestCertificate leaf = (LeafSpec with { Issuer = expired }).Make();

        Assert.Contains("CN=Old expired", Fails(TlsaMismatchReason.OutsideValidity, [leaf, expired, Root], Root.Tlsa(2, 0, 1)).Explanation);
    }

    [Fact]
    public void An_expired_self_issued_trust_anchor_fails_as_it_does_with_OpenSSL()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old") with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();
        TestCertificate leaf = (LeafSpec with { Issuer = expired }).Make();

        Fails(TlsaMismatchReason.OutsideValidity, [leaf, expired], expired.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.OutsideValidity, [leaf], expired.Tlsa(2, 0, 0));
    }

    [Fact]
    public void The_dates_of_an_intermediate_as_trust_anchor_do_not_count_Rfc5280_6_1_1_d()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old", Root) with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();

        Succeeds([(LeafSpec with { Issuer = expired }).Make(), expired, Root], expired.Tlsa(2, 1, 1));
    }

    [Fact]
    public void An_expired_certificate_below_a_bare_key_fails_Rfc7671_5_2_3()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old", Root) with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();

        Fails(TlsaMismatchReason.OutsideValidity, [(LeafSpec with { Issuer = expired }).Make(), expired], Root.Tlsa(2, 1, 0));
    }

    [Fact]
    public void A_bare_key_has_no_dates_Rfc7671_5_2_3()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old") with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();

        Succeeds([(LeafSpec with { Issuer = expired }).Make()], expired.Tlsa(2, 1, 0));
    }

    [Fact]
    public void An_expired_issuer_above_the_anchor_does_not_matter()
    {
        TestCertificate expired = (CertificateSpec.Ca("CN=Old") with { NotAfter = TestCertificate.Now.AddDays(-1) }).Make();
        TestCertificate intermediate = CertificateSpec.Ca("CN=Young", expired).Make();

        Succeeds([(LeafSpec with { Issuer = intermediate }).Make(), intermediate, expired], intermediate.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_name_that_is_no_reference_identifier_fails_and_both_are_named_Rfc7672_3_2_2()
    {
        TestCertificate leaf = (LeafSpec with { DnsNames = ["www.example.net"] }).Make();

        TlsaMismatch mismatch = Fails(TlsaMismatchReason.NameMismatch, [leaf, Intermediate], Intermediate.Tlsa(2, 1, 1));

        Assert.Contains("TLSA 2 1 1", mismatch.Explanation);
        Assert.Contains("it matches certificate 2 of the chain (CN=Intermediate)", mismatch.Explanation);
        Assert.Contains("www.example.net", mismatch.Explanation);
        Assert.Contains(Host, mismatch.Explanation);
    }

    [Fact]
    public void Any_reference_identifier_is_enough_Rfc7672_3_2_2()
    {
        TestCertificate leaf = (LeafSpec with { DnsNames = ["example.org"] }).Make();

        var authenticated = Assert.IsType<DaneAuthentication.Authenticated>(
            Authentication.Run([leaf.Der, Intermediate.Der], [Host, "example.org"], Intermediate.Tlsa(2, 0, 1)));

        Assert.Equal("example.org", authenticated.Peer.MatchedName?.ToDisplayString());
    }

    [Fact]
    public void Without_reference_identifiers_nothing_is_authenticated() =>
        Assert.IsType<DaneAuthentication.Mismatch>(Authentication.Run([Leaf.Der, Intermediate.Der], [], Intermediate.Tlsa(2, 0, 1)));

    [Fact]
    public void A_digest_of_a_full_chain_is_matched_by_one_record_of_several_Rfc7671_8_1() =>
        Succeeds([Leaf, Intermediate], Stranger.Tlsa(2, 0, 1), Stranger.Tlsa(3, 1, 1), Intermediate.Tlsa(2, 0, 1));

    [Fact]
    public void An_issuer_without_CA_bit_fails_Rfc5280_6_1_4_k()
    {
        TestCertificate noCa = new CertificateSpec { Subject = "CN=Not a CA", IsCa = false }.Make();
        TestCertificate silent = new CertificateSpec { Subject = "CN=Says nothing" }.Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = noCa }).Make(), noCa], noCa.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = silent }).Make(), silent], silent.Tlsa(2, 0, 1));
    }

    [Fact]
    public void Another_customer_s_leaf_cannot_issue_Rfc5280_6_1_4_k()
    {
        TestCertificate customer = (LeafSpec with { Subject = "CN=customer", DnsNames = ["customer.example.net"] }).Make();
        TestCertificate forged = (LeafSpec with { Issuer = customer }).Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [forged, customer, Intermediate], Intermediate.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_version_1_root_is_a_trust_anchor_as_its_record_says_that_it_is_a_CA_Rfc5280_6_1_4_k()
    {
        TestCertificate old = new CertificateSpec { Subject = "CN=Version 1", Version1 = true }.Make();
        TestCertificate below = CertificateSpec.Ca("CN=Below", old).Make();

        Succeeds([(LeafSpec with { Issuer = old }).Make(), old], old.Tlsa(2, 0, 1));
        Succeeds([(LeafSpec with { Issuer = below }).Make(), below, old], old.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_version_1_intermediate_fails_Rfc5280_6_1_4_k()
    {
        TestCertificate old = new CertificateSpec { Subject = "CN=Version 1", Version1 = true, Issuer = Root }.Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = old }).Make(), old, Root], Root.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = old }).Make(), old], old.Tlsa(2, 0, 1));
    }

    [Fact]
    public void An_issuer_that_may_not_sign_certificates_fails_Rfc5280_6_1_4_n()
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=No signing", Root) with { KeyUsage = KeyUsage.CrlSign }).Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = ca }).Make(), ca, Root], Root.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_path_length_of_the_anchor_is_kept_Rfc7672_3_1_2()
    {
        TestCertificate zero = (CertificateSpec.Ca("CN=Zero") with { PathLength = 0 }).Make();
        TestCertificate below = CertificateSpec.Ca("CN=Below", zero).Make();

        Succeeds([(LeafSpec with { Issuer = zero }).Make(), zero], zero.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = below }).Make(), below, zero], zero.Tlsa(2, 0, 1));
    }

    [Fact]
    public void Self_issued_certificates_do_not_count_for_the_path_length_Rfc5280_4_2_1_9()
    {
        TestCertificate zero = (CertificateSpec.Ca("CN=Zero") with { PathLength = 0 }).Make();
        TestCertificate rollover = CertificateSpec.Ca("CN=Zero", zero).Make();

        Succeeds([(LeafSpec with { Issuer = rollover }).Make(), rollover, zero], zero.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_leaf_for_other_purposes_fails_Rfc5280_4_2_1_12()
    {
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Purposes = [KeyPurposeID.id_kp_clientAuth] }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));
        Succeeds([(LeafSpec with { Purposes = [KeyPurposeID.id_kp_clientAuth, KeyPurposeID.id_kp_serverAuth] }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Purposes = [KeyPurposeID.AnyExtendedKeyUsage] }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));
    }

    [Fact]
    public void An_issuer_for_other_purposes_fails()
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=Mail only", Root) with { Purposes = [KeyPurposeID.id_kp_emailProtection] }).Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = ca }).Make(), ca, Root], Root.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_leaf_whose_key_may_only_sign_certificates_fails_Rfc5280_4_2_1_3() =>
        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { KeyUsage = KeyUsage.KeyCertSign }).Make(), Intermediate], Intermediate.Tlsa(2, 0, 1));

    [Fact]
    public void An_unknown_critical_extension_fails_Rfc5280_4_2()
    {
        TestCertificate leaf = (LeafSpec with { CriticalExtension = ("1.3.6.1.4.1.32473.1", DerNull.Instance) }).Make();

        Assert.Contains("1.3.6.1.4.1.32473.1", Fails(TlsaMismatchReason.ConstraintViolated, [leaf, Intermediate], Intermediate.Tlsa(2, 0, 1)).Explanation);
    }

    [Fact]
    public void A_demanded_certificate_policy_fails_as_policies_are_not_processed_Rfc5280_4_2_1_11()
    {
        var demand = new DerSequence(new DerTaggedObject(false, 0, DerInteger.ValueOf(0)));
        TestCertificate ca = (CertificateSpec.Ca("CN=Strict", Root) with { CriticalExtension = ("2.5.29.36", demand) }).Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = ca }).Make(), ca, Root], Root.Tlsa(2, 0, 1));
    }

    [Theory]
    [InlineData("example.org", true)]
    [InlineData("EXAMPLE.ORG", true)]
    [InlineData("example.net", false)]
    [InlineData("ample.org", false)]
    public void Permitted_names_of_the_anchor_bind_the_leaf_Rfc5280_6_1_4_g(string permitted, bool good)
    {
        var constraints = new NameConstraints(new GeneralSubtrees(new GeneralSubtree(new GeneralName(GeneralName.DnsName, permitted))), null);
        TestCertificate ca = (CertificateSpec.Ca("CN=Bound") with { NameConstraints = constraints }).Make();
        TestCertificate leaf = (LeafSpec with { Issuer = ca }).Make();
        TestCertificate byCommonName = (LeafSpec with { Issuer = ca, DnsNames = [], Subject = $"CN={Host}" }).Make();

        foreach (TestCertificate certificate in new[] { leaf, byCommonName })
        {
            if (good)
                Succeeds([certificate, ca], ca.Tlsa(2, 0, 1));
            else
                Fails(TlsaMismatchReason.ConstraintViolated, [certificate, ca], ca.Tlsa(2, 0, 1));
        }
    }

    [Fact]
    public void Excluded_names_of_an_intermediate_bind_the_leaf_Rfc5280_6_1_4_g()
    {
        var constraints = new NameConstraints(null, new GeneralSubtrees(new GeneralSubtree(new GeneralName(GeneralName.DnsName, "example.org"))));
        TestCertificate ca = (CertificateSpec.Ca("CN=Bound", Root) with { NameConstraints = constraints }).Make();

        Fails(TlsaMismatchReason.ConstraintViolated, [(LeafSpec with { Issuer = ca }).Make(), ca, Root], Root.Tlsa(2, 0, 1));
    }

    [Theory]
    [InlineData("SHA1WITHRSA")]
    [InlineData("MD5WITHRSA")]
    public void A_broken_hash_below_the_anchor_fails_Rfc8446_4_4_2_4(string algorithm)
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=RSA CA") with { Key = TestCertificate.RsaKey(2048) }).Make();
        TestCertificate leaf = (LeafSpec with { Issuer = ca, SignatureAlgorithm = algorithm }).Make();

        Fails(TlsaMismatchReason.SignatureAlgorithm, [leaf, ca], ca.Tlsa(2, 0, 1));
    }

    [Fact]
    public void The_anchor_s_own_signature_does_not_matter()
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=RSA CA") with { Key = TestCertificate.RsaKey(2048), SignatureAlgorithm = "SHA1WITHRSA" }).Make();

        Succeeds([(LeafSpec with { Issuer = ca }).Make(), ca], ca.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_short_RSA_key_proves_nothing()
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=Short") with { Key = TestCertificate.RsaKey(768) }).Make();

        Fails(TlsaMismatchReason.SignatureAlgorithm, [(LeafSpec with { Issuer = ca }).Make(), ca], ca.Tlsa(2, 0, 1));
    }

    [Theory]
    [InlineData("SHA224WITHRSA")]
    [InlineData("SHA256WITHRSA")]
    [InlineData("SHA384WITHRSA")]
    [InlineData("SHA512WITHRSA")]
    [InlineData("SHA256WITHRSAANDMGF1")]
    [InlineData("SHA512WITHRSAANDMGF1")]
    public void RSA_signatures_verify(string algorithm)
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=RSA CA") with { Key = TestCertificate.RsaKey(2048) }).Make();
        TestCertificate leaf = (LeafSpec with { Issuer = ca, SignatureAlgorithm = algorithm }).Make();

        Succeeds([leaf, ca], ca.Tlsa(2, 0, 1));
        Succeeds([leaf], ca.Tlsa(2, 1, 0));
    }

    [Theory]
    [InlineData("P-256", "SHA256WITHECDSA")]
    [InlineData("P-384", "SHA384WITHECDSA")]
    [InlineData("P-521", "SHA512WITHECDSA")]
    [InlineData("brainpoolP256r1", "SHA256WITHECDSA")]
    public void ECDSA_signatures_verify_on_named_curves(string curve, string algorithm)
    {
        TestCertificate ca = (CertificateSpec.Ca("CN=EC CA") with { Key = TestCertificate.EcKey(curve) }).Make();

        Succeeds([(LeafSpec with { Issuer = ca, SignatureAlgorithm = algorithm }).Make(), ca], ca.Tlsa(2, 0, 1));
    }

    [Fact]
    public void Edwards_curve_signatures_verify_Rfc8410()
    {
        TestCertificate ed25519 = (CertificateSpec.Ca("CN=Ed25519") with { Key = TestCertificate.Ed25519Key() }).Make();
        TestCertificate ed448 = (CertificateSpec.Ca("CN=Ed448") with { Key = TestCertificate.Ed448Key() }).Make();

        Succeeds([(LeafSpec with { Issuer = ed25519 }).Make(), ed25519], ed25519.Tlsa(2, 0, 1));
        Succeeds([(LeafSpec with { Issuer = ed448 }).Make(), ed448], ed448.Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_tampered_leaf_fails()
    {
        byte[] tampered = (byte[])Leaf.Der.Clone();
        int at = tampered.AsSpan().IndexOf("mx.example.org"u8);
        tampered[at] = (byte)'M'; // the same name by DNS rules, another octet under the signature

        DaneAuthentication outcome = Authentication.Run([tampered, Intermediate.Der], [Host], Intermediate.Tlsa(2, 0, 1));

        Assert.Equal(TlsaMismatchReason.NoPathToTrustAnchor, Assert.Single(Assert.IsType<DaneAuthentication.Mismatch>(outcome).Reasons).Reason);
    }

    [Fact]
    public void A_chain_that_explodes_into_paths_is_given_up()
    {
        // Many certificates of one name that all sign each other: the number of paths is factorial
        Org.BouncyCastle.Crypto.AsymmetricCipherKeyPair key = TestCertificate.EcKey();
        TestCertificate[] clones = [.. Enumerable.Range(0, 19).Select(_ => (CertificateSpec.Ca("CN=Clone") with { Key = key }).Make())];

        Fails(TlsaMismatchReason.LimitReached, [(LeafSpec with { Issuer = clones[0] }).Make(), .. clones], Stranger.Tlsa(2, 1, 1));
    }

    [Fact]
    public void Many_slow_signatures_are_given_up()
    {
        // Each has another key and the name of the issuer; SHA-224 takes the slow library
        TestCertificate[] issuers = [.. Enumerable.Range(0, 10).Select(_ => (CertificateSpec.Ca("CN=Slow") with { Key = TestCertificate.RsaKey(1024) }).Make())];
        TestCertificate leaf = (LeafSpec with { Issuer = issuers[^1], SignatureAlgorithm = "SHA224WITHRSA" }).Make();

        Fails(TlsaMismatchReason.LimitReached, [leaf, .. issuers], issuers[^1].Tlsa(2, 0, 1));
        Succeeds([leaf, issuers[^1]], issuers[^1].Tlsa(2, 0, 1));
    }

    [Fact]
    public void A_path_longer_than_the_limit_fails()
    {
        var chain = new List<TestCertificate> { Root };
        for (int i = 0; i < 12; i++)
            chain.Insert(0, CertificateSpec.Ca($"CN=Link {i}", chain[0]).Make());
        chain.Insert(0, (LeafSpec with { Issuer = chain[0] }).Make());

        Fails(TlsaMismatchReason.NoPathToTrustAnchor, [.. chain], Root.Tlsa(2, 0, 1));
    }

    [Fact]
    public void Unreadable_certificates_in_the_chain_are_passed_over() =>
        Assert.IsType<DaneAuthentication.Authenticated>(
            Authentication.Run([Leaf.Der, [0x30, 0x80], [], Intermediate.Der], [Host], Intermediate.Tlsa(2, 0, 1)));

    [Fact]
    public void Control_characters_of_a_peer_s_names_do_not_reach_an_explanation()
    {
        TestCertificate evil = CertificateSpec.Ca("CN=\u001b[31mevil\u0007").Make();

        TlsaMismatch mismatch = Fails(TlsaMismatchReason.NoPathToTrustAnchor, [Leaf, evil], evil.Tlsa(2, 0, 1));

        Assert.DoesNotContain(mismatch.Explanation, character => character is < ' ' or > '~');
    }
}
