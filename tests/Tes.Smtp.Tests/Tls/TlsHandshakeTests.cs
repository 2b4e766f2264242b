using Org.BouncyCastle.Math;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Xunit;

namespace Tes.Smtp.Tests;

public sealed class TlsHandshakeTests
{
    public static TheoryData<int, string> Versions() => new()
    {
        { ProtocolVersion.TLSv10.FullVersion, "TLSv1" },
        { ProtocolVersion.TLSv11.FullVersion, "TLSv1.1" },
        { ProtocolVersion.TLSv12.FullVersion, "TLSv1.2" },
        { ProtocolVersion.TLSv13.FullVersion, "TLSv1.3" },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_version_is_spoken_and_named_with_RSA(int version, string name)
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Version = Version(version) });
        Assert.Equal(name, session.ProtocolName);
        Assert.Equal(version, (int)session.ProtocolVersion);
        Assert.Equal(TestCertificates.Rsa.RawData, Assert.Single(session.CertificateChain).ToArray());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_version_is_spoken_and_named_with_ECDSA(int version, string name) =>
        Assert.Equal(name, (await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa, Version = Version(version) })).ProtocolName);

    [Theory]
    [InlineData(CipherSuite.TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384")]
    [InlineData(CipherSuite.TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256")]
    [InlineData(CipherSuite.TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256")]
    public async Task Suites_of_TLS_1_3_are_named(int suite, string name)
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Version = ProtocolVersion.TLSv13, Suites = [suite] });
        Assert.Equal(name, session.CipherSuite);
        Assert.Equal("rsa_pss_rsae_sha256", session.SignatureScheme);
    }

    [Theory]
    [InlineData(NamedGroup.X25519MLKEM768, "X25519MLKEM768")]
    [InlineData(NamedGroup.SecP256r1MLKEM768, "SecP256r1MLKEM768")]
    [InlineData(NamedGroup.x25519, "x25519")]
    [InlineData(NamedGroup.x448, "x448")]
    [InlineData(NamedGroup.secp256r1, "secp256r1")]
    [InlineData(NamedGroup.secp384r1, "secp384r1")]
    [InlineData(NamedGroup.secp521r1, "secp521r1")]
    [InlineData(NamedGroup.ffdhe2048, "ffdhe2048")]
    public async Task Groups_of_TLS_1_3_are_named(int group, string name)
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa, Version = ProtocolVersion.TLSv13, Groups = [group] });
        Assert.Equal(name, session.Group);
        Assert.Equal("ecdsa_secp256r1_sha256", session.SignatureScheme);
    }

    [Theory]
    [InlineData(NamedGroup.x25519, "x25519")]
    [InlineData(NamedGroup.secp256r1, "secp256r1")]
    [InlineData(NamedGroup.secp521r1, "secp521r1")]
    [InlineData(NamedGroup.brainpoolP256r1, "brainpoolP256r1")]
    public async Task Groups_of_TLS_1_2_are_named(int group, string name)
    {
        var server = new TestTlsServer { Certificate = TestCertificates.Rsa, Groups = [group], Suites = [CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256] };
        var session = await HandshakeAsync(server);
        Assert.Equal(name, session.Group);
        Assert.Equal("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", session.CipherSuite);
        Assert.Equal("rsa_pkcs1_sha256", session.SignatureScheme);
    }

    [Fact]
    public async Task RSA_key_exchange_has_neither_group_nor_signature()
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Suites = [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA] });
        Assert.Equal("TLS_RSA_WITH_AES_128_CBC_SHA", session.CipherSuite);
        Assert.Null(session.Group);
        Assert.Null(session.SignatureScheme);
    }

    [Theory]
    [InlineData(CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_RSA_WITH_3DES_EDE_CBC_SHA")]
    [InlineData(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")]
    public async Task Old_suites_of_TLS_1_0_are_seen(int suite, string name)
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Version = ProtocolVersion.TLSv10, Suites = [suite] });
        Assert.Equal(name, session.CipherSuite);
        Assert.Null(session.SignatureScheme);
    }

    [Fact]
    public async Task Standard_finite_field_is_named_also_when_sent_as_numbers_RFC_7919()
    {
        var server = Dhe(DHStandardGroups.rfc7919_ffdhe2048);
        Assert.Equal("ffdhe2048", (await HandshakeAsync(server)).Group);
    }

    [Fact]
    public async Task Other_finite_fields_are_named_by_their_size()
    {
        Assert.Equal("dhe-1024", (await HandshakeAsync(Dhe(DHStandardGroups.rfc2409_1024))).Group);
        Assert.Equal("dhe-2048", (await HandshakeAsync(Dhe(DHStandardGroups.rfc3526_2048))).Group);
    }

    [Fact]
    public async Task Tiny_finite_field_fails_the_handshake()
    {
        var failed = await FailAsync(Dhe(DHStandardGroups.rfc2409_768));
        Assert.Equal((SmtpParty.Client, AlertDescription.insufficient_security), (failed.Party, (short)failed.Alert));
    }

    [Fact]
    public async Task Huge_finite_field_fails_the_handshake()
    {
        var prime = BigInteger.One.ShiftLeft(TlsLimits.MaxFiniteFieldBits).SetBit(0);
        var failed = await FailAsync(Dhe(new DHGroup(prime, null, BigInteger.Two, 0)));
        Assert.Equal((SmtpParty.Client, AlertDescription.insufficient_security), (failed.Party, (short)failed.Alert));
    }

    // RFC 9954 §3.2; in X25519MLKEM768 the key of X25519 stands last
    [Fact]
    public async Task Both_key_shares_have_one_key_of_X25519_and_each_session_its_own()
    {
        var server = new TestTlsServer { Certificate = TestCertificates.Ecdsa, Version = ProtocolVersion.TLSv13, Groups = [NamedGroup.X25519MLKEM768] };
        var next = new TestTlsServer { Certificate = TestCertificates.Ecdsa, Version = ProtocolVersion.TLSv13, Groups = [NamedGroup.x25519] };
        await HandshakeAsync(server);
        await HandshakeAsync(next);

        Assert.Equal(server.KeyShares[NamedGroup.x25519], server.KeyShares[NamedGroup.X25519MLKEM768][^32..]);
        Assert.NotEqual(server.KeyShares[NamedGroup.x25519], next.KeyShares[NamedGroup.x25519]);
    }

    [Theory]
    [InlineData(0x0303)]
    [InlineData(0x0304)]
    public async Task Server_that_leads_X25519_to_zeros_fails_the_handshake_RFC_8446_7_4_2(int version)
    {
        var failed = await FailAsync(new TestTlsServer(new ZeroCrypto()) { Certificate = TestCertificates.Ecdsa, Version = Version(version), Groups = [NamedGroup.x25519] });
        Assert.Equal((SmtpParty.Client, AlertDescription.handshake_failure), (failed.Party, (short)failed.Alert));
    }

    public static TheoryData<int, int> ImpostorCases() => new()
    {
        { ProtocolVersion.TLSv10.FullVersion, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA },
        { ProtocolVersion.TLSv11.FullVersion, CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA },
        { ProtocolVersion.TLSv12.FullVersion, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 },
        { ProtocolVersion.TLSv12.FullVersion, CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 },
        { ProtocolVersion.TLSv12.FullVersion, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 },
        { ProtocolVersion.TLSv10.FullVersion, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA },
    };

    [Theory]
    [MemberData(nameof(ImpostorCases))]
    public async Task Server_without_the_key_of_its_certificate_fails_the_handshake(int version, int suite)
    {
        var isEcdsa = TlsUtilities.GetKeyExchangeAlgorithm(suite) == KeyExchangeAlgorithm.ECDHE_ECDSA;
        var failed = await FailAsync(Impostor(isEcdsa, Version(version), [suite]));
        Assert.Equal((SmtpParty.Client, AlertDescription.decrypt_error), (failed.Party, (short)failed.Alert));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_without_the_key_of_its_certificate_fails_the_handshake_of_TLS_1_3(bool isEcdsa)
    {
        var failed = await FailAsync(Impostor(isEcdsa, ProtocolVersion.TLSv13, suites: null));
        Assert.Equal((SmtpParty.Client, AlertDescription.decrypt_error), (failed.Party, (short)failed.Alert));
    }

    public static TheoryData<int, int, string> CurveCases()
    {
        var cases = new TheoryData<int, int, string>();
        foreach (var version in (int[])[ProtocolVersion.TLSv12.FullVersion, ProtocolVersion.TLSv13.FullVersion])
        {
            cases.Add(version, 256, "ecdsa_secp256r1_sha256");
            cases.Add(version, 384, "ecdsa_secp384r1_sha384");
            cases.Add(version, 521, "ecdsa_secp521r1_sha512");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(CurveCases))]
    public async Task Keys_on_the_curves_of_NIST_are_verified(int version, int bits, string scheme)
    {
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.OnCurve(bits), Version = Version(version) });
        Assert.Equal(scheme, session.SignatureScheme);
    }

    [Theory]
    [MemberData(nameof(CurveCases))]
    public async Task Signatures_by_another_key_on_the_curve_fail_the_handshake(int version, int bits, string _)
    {
        var failed = await FailAsync(new TestTlsServer { Certificate = TestCertificates.OnCurve(bits), SigningKey = TestCertificates.OnCurve(bits), Version = Version(version) });
        Assert.Equal((SmtpParty.Client, AlertDescription.decrypt_error), (failed.Party, (short)failed.Alert));
    }

    [Fact]
    public async Task Scheme_of_another_curve_fails_the_handshake_of_TLS_1_3_RFC_8446_4_2_3()
    {
        var failed = await FailAsync(new TestTlsServer
        {
            Certificate = TestCertificates.OnCurve(384),
            Version = ProtocolVersion.TLSv13,
            Scheme = SignatureScheme.ecdsa_secp256r1_sha256,
        });
        Assert.Equal((SmtpParty.Client, AlertDescription.illegal_parameter), (failed.Party, (short)failed.Alert));
    }

    [Theory]
    [InlineData(0x0303)]
    [InlineData(0x0304)]
    public async Task Key_that_is_no_point_of_its_curve_fails_the_handshake(int version)
    {
        byte[] der = TestCertificates.Ecdsa.RawData;
        byte[] point = TestCertificates.Ecdsa.GetPublicKey();
        der[der.AsSpan().IndexOf(point) + point.Length - 1] ^= 1;
        var failed = await FailAsync(new TestTlsServer { Certificate = TestCertificates.Ecdsa, SentInstead = der, Version = Version(version) });
        Assert.Equal((SmtpParty.Client, AlertDescription.bad_certificate), (failed.Party, (short)failed.Alert));
    }

    [Fact]
    public async Task Server_without_the_key_cannot_finish_RSA_key_exchange()
    {
        var report = await ProbeAsync(Impostor(isEcdsa: false, ProtocolVersion.TLSv12, [CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA]));
        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        Assert.Null(report.Tls);
    }

    [Fact]
    public async Task Key_usage_is_not_judged()
    {
        var server = new TestTlsServer { Certificate = TestCertificates.EncipherOnly, Suites = [CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256] };
        Assert.Equal("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", (await HandshakeAsync(server)).CipherSuite);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Chain_is_kept_as_sent_in_its_order(int version, string name)
    {
        byte[][] others = [TestCertificates.OtherRsa.RawData, TestCertificates.Ecdsa.RawData, TestCertificates.OtherRsa.RawData];
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Intermediates = others, Version = Version(version) });
        Assert.Equal(name, session.ProtocolName);
        Assert.Equal([TestCertificates.Rsa.RawData, .. others], session.CertificateChain.Select(certificate => certificate.ToArray()));
    }

    [Fact]
    public async Task Certificate_is_kept_octet_for_octet_also_when_it_is_not_DER()
    {
        // The outer length in four octets where two would do: BER, which DER forbids (X.690 §10.1). A TLSA digest is made over these octets.
        var der = TestCertificates.OtherRsa.RawData;
        byte[] ber = [der[0], 0x84, 0, 0, .. der[2..]];
        Assert.Equal(0x82, der[1]);
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Intermediates = [ber] });
        Assert.Equal(ber, session.CertificateChain[1].ToArray());
    }

    [Fact]
    public async Task As_many_certificates_as_allowed_are_kept()
    {
        var others = Enumerable.Repeat(TestCertificates.Ecdsa.RawData, TlsLimits.Certificates - 1).ToArray();
        var session = await HandshakeAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Intermediates = others });
        Assert.Equal(TlsLimits.Certificates, session.CertificateChain.Count);
    }

    [Fact]
    public async Task More_certificates_than_allowed_fail_the_handshake()
    {
        var others = Enumerable.Repeat(TestCertificates.Ecdsa.RawData, TlsLimits.Certificates).ToArray();
        Assert.Equal(SmtpParty.Client, (await FailAsync(new TestTlsServer { Certificate = TestCertificates.Rsa, Intermediates = others })).Party);
    }

    [Fact]
    public async Task Verdict_of_TLS_1_3_on_our_lack_of_a_certificate_fails_the_handshake()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SayUpToStartTlsAsync();
            var tls = new TestTlsServer { Certificate = TestCertificates.Ecdsa, Version = ProtocolVersion.TLSv13, AsksForCertificate = true };
            await Assert.ThrowsAsync<TlsFatalAlert>(() => peer.StartTlsAsync(tls));
            await peer.WaitForCloseAsync(); // else the alert could be lost in a reset
        });
        var report = await Probes.RunAsync(server);
        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        Assert.Null(report.Tls);
        var failed = Assert.IsType<SmtpFailure.TlsFailed>(report.Failure);
        Assert.Equal((SmtpParty.Server, "certificate_required"), (failed.Party, failed.AlertName));
    }

    [Theory]
    [InlineData("mx.test", "mx.test")]
    [InlineData("MX.Test.", "mx.test")]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("", null)]
    public async Task Server_name_is_sent_as_RFC_6066_3_wants_it(string serverName, string? expected)
    {
        var tls = new TestTlsServer { Certificate = TestCertificates.Ecdsa };
        await using var server = Serve(tls);
        var report = await Probes.RunAsync(server, serverName: serverName);
        Assert.Equal(StartTlsOutcome.Accepted, report.StartTls);
        Assert.Equal(expected, tls.ServerName);
    }

    private static TestTlsServer Dhe(DHGroup group) =>
        new() { Certificate = TestCertificates.Rsa, Suites = [CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256], FiniteField = group };

    private static TestTlsServer Impostor(bool isEcdsa, ProtocolVersion version, int[]? suites) => new()
    {
        Certificate = isEcdsa ? TestCertificates.Ecdsa : TestCertificates.Rsa,
        SigningKey = isEcdsa ? TestCertificates.OtherEcdsa : TestCertificates.OtherRsa,
        Version = version,
        Suites = suites,
    };

    private static ProtocolVersion Version(int full) => ProtocolVersion.Get(full >> 8, full & 0xFF);

    private static async Task<TlsSession> HandshakeAsync(TestTlsServer tls)
    {
        var report = await ProbeAsync(tls);
        Assert.Null(report.Failure);
        Assert.Equal(StartTlsOutcome.Accepted, report.StartTls);
        Assert.Empty(report.Quirks);
        return report.Tls!;
    }

    private static async Task<SmtpFailure.TlsFailed> FailAsync(TestTlsServer tls)
    {
        var report = await ProbeAsync(tls);
        Assert.Equal(StartTlsOutcome.HandshakeFailed, report.StartTls);
        Assert.Null(report.Tls);
        return Assert.IsType<SmtpFailure.TlsFailed>(report.Failure);
    }

    private static async Task<ProbeReport> ProbeAsync(TestTlsServer tls)
    {
        await using var server = Serve(tls);
        return await Probes.RunAsync(server);
    }

    private static ScriptedServer Serve(TestTlsServer tls) => ScriptedServer.Start(async peer =>
    {
        await peer.SayUpToStartTlsAsync();
        await peer.StartTlsAsync(tls);
        await peer.SayAfterTlsAsync();
    });
}
