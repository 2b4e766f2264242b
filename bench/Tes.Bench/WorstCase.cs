using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver;

namespace Tes.Bench;

/// <summary>CPU time of one look-up of answers made to cost as much as possible, and what others notice of it meanwhile.</summary>
internal static class WorstCase
{
    private const int Repeats = 9;
    private const int Attackers = 4;
    private const int Victims = 200;

    // RFC 3110 §2; the longest exponent that is accepted makes verifying slow.
    private const int RsaModulusLength = 512;
    private const int RsaExponentLength = 8;
    private const int EcdsaSignatureLength = 64;
    private const int Ed448SignatureLength = 114;
    private const int EcdsaP384Length = 96;

    public static async Task<int> RunAsync()
    {
        (string Title, Action<HostileZone, DomainName> Prepare)[] cases =
        [
            ("an honest zone", Honest),
            ("32 colliding P-256 keys, 100 RRSIGs", (zone, name) => KeyTrap(zone, name, DnssecAlgorithm.EcdsaP256Sha256, P256Point, EcdsaSignatureLength)),
            ("32 colliding P-384 keys, 100 RRSIGs", (zone, name) => KeyTrap(zone, name, DnssecAlgorithm.EcdsaP384Sha384, P384Point, EcdsaP384Length)),
            ("32 colliding Ed448 keys, 100 RRSIGs", (zone, name) => KeyTrap(zone, name, DnssecAlgorithm.Ed448, Ed448Point, Ed448SignatureLength)),
            ("32 colliding RSA-4096 keys, long exponents", (zone, name) => KeyTrap(zone, name, DnssecAlgorithm.RsaSha512, RsaNumbers, RsaModulusLength)),
            ("NSEC3: 150 iterations, 255 octets of salt, deep name", Nsec3),
            ("3,900 A records, 8 bad RRSIGs", LargeRRset),
            ("64 KiB of RRsets of other names", ManyRRsets),
        ];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"one cold look-up, CPU ms",-54} {"median",8} {"max",8} {"KiB",8}  outcome | others meanwhile, ms: p50, p99, max"));
        foreach ((string title, Action<HostileZone, DomainName> prepare) in cases)
        {
            using var zone = new HostileZone("attack.test");
            DomainName[] names = [.. Enumerable.Range(0, Repeats).Select(number => Name(zone, number))];
            foreach (DomainName name in names)
                prepare(zone, name);
            zone.Publish();
            Console.WriteLine($"{title,-54} {await MeasureAsync(zone, names)} | {await MeasureOthersAsync(zone, names)}");
        }

        return 0;
    }

    private static async Task<string> MeasureAsync(HostileZone zone, DomainName[] names)
    {
        var cpu = new List<double>();
        long allocated = 0;
        string outcome = "";
        // Once for the compiler, and for the denials of DS that the bench makes when they are first asked for.
        foreach (DomainName name in names)
            await LookUpAsync(zone, name);
        foreach (DomainName name in names)
        {
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Answer answer = await LookUpAsync(zone, name);
            cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            allocated = Math.Max(allocated, GC.GetTotalAllocatedBytes(precise: true) - bytes);
            outcome = answer is Answer.Failed failed ? failed.Failure.Kind.ToString() : answer.Security.ToString();
        }

        cpu.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{cpu[cpu.Count / 2],8:F2} {cpu[^1],8:F2} {allocated / 1024,8} {outcome}");
    }

    /// <summary>Look-ups in an honest zone while a few callers ask for the hostile one without pause.</summary>
    private static async Task<string> MeasureOthersAsync(HostileZone hostile, DomainName[] names)
    {
        using var honest = new HostileZone("honest.test");
        DomainName[] victims = [.. Enumerable.Range(0, Victims).Select(number => Name(honest, number))];
        foreach (DomainName name in victims)
            Honest(honest, name);
        honest.Publish();
        using var end = new CancellationTokenSource();
        Task[] attackers = [.. Enumerable.Range(0, Attackers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
                await LookUpAsync(hostile, names[i % names.Length]);
        }))];
        var latencies = new Latencies(Victims);
        for (int i = 0; i < Victims; i++)
        {
            latencies.Start(i);
            await Task.Run(() => LookUpAsync(honest, victims[i]));
            latencies.End(i);
        }

        await end.CancelAsync();
        await Task.WhenAll(attackers);
        return latencies.ToString();
    }

    private static async Task<Answer> LookUpAsync(HostileZone zone, DomainName name)
    {
        // A resolver of its own: nothing is known, neither the keys nor what failed before.
        await using var resolver = new ValidatingResolver(new ResolverOptions { Upstreams = [], TrustAnchors = zone.Anchors }, TimeProvider.System, zone);
        return await resolver.ResolveAsync(name, RRType.A, CancellationToken.None);
    }

    private static DomainName Name(HostileZone zone, int number) =>
        zone.Apex.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"n{number}"), out DomainName? name) ? name : zone.Apex;

    private static void Honest(HostileZone zone, DomainName name) =>
        zone.Answer(new Question(name, RRType.A), zone.SignedSet(name, RRType.A, [[192, 0, 2, 1]]), []);

    private static void KeyTrap(HostileZone zone, DomainName name, DnssecAlgorithm algorithm, Func<byte[]> material, int signatureLength)
    {
        const int Keys = 31;
        if (name == Name(zone, 0))
        {
            for (int i = 0; i < Keys; i++)
                zone.AddCollidingKey(algorithm, material);
        }

        zone.Answer(new Question(name, RRType.A), zone.MisSignedSet(name, RRType.A, [[192, 0, 2, 1]], algorithm, 100, () => SmallNumbers(signatureLength)), []);
    }

    private static void Nsec3(HostileZone zone, DomainName name)
    {
        byte[] salt = new byte[255];
        byte[] parameters = [1, 0, 0, 150, (byte)salt.Length, .. salt];
        var records = new List<ResourceRecord>();
        // Eight spans that cover nothing of use, each with a good signature, so that every ancestor has to be hashed.
        for (byte i = 0; i < 8; i++)
        {
            byte[] owner = new byte[20];
            owner[0] = i;
            byte[] next = (byte[])owner.Clone();
            next[19] = 1;
            if (zone.Apex.TryPrepend(Base32Hex.Encode(owner), out DomainName? hashed))
                records.AddRange(zone.SignedSet(hashed, RRType.Nsec3, [[.. parameters, 20, .. next]]));
        }

        DomainName deep = name;
        while (deep.TryPrepend("a"u8, out DomainName? deeper))
            deep = deeper;
        // The look-up is of the short name; its alias leads to the longest one there is.
        zone.Answer(new Question(name, RRType.A), [.. zone.SignedSet(name, RRType.Cname, [deep.Wire.ToArray()])], []);
        zone.Answer(new Question(deep, RRType.A), [], records, ResponseCode.NXDomain);
    }

    private static void LargeRRset(HostileZone zone, DomainName name)
    {
        const int Addresses = 3_900;
        byte[][] addresses = [.. Enumerable.Range(0, Addresses).Select(number =>
        {
            byte[] address = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(address, number * 7919);
            return address;
        })];
        zone.Answer(
            new Question(name, RRType.A), zone.MisSignedSet(name, RRType.A, addresses, DnssecAlgorithm.EcdsaP256Sha256, 8, () => SmallNumbers(EcdsaSignatureLength)), []);
    }

    private static void ManyRRsets(HostileZone zone, DomainName name)
    {
        var records = new List<ResourceRecord>(zone.SignedSet(name, RRType.A, [[192, 0, 2, 1]]));
        for (int i = 0; i < 2_400; i++)
        {
            if (zone.Apex.TryPrepend(string.Create(CultureInfo.InvariantCulture, $"other{i}"), out DomainName? other))
                records.Add(new ResourceRecord(other, RRType.A, RRClass.IN, 60, (byte[])[192, 0, 2, 1]));
        }

        zone.Answer(new Question(name, RRType.A), records, []);
    }

    // Numbers that are in range of every curve, so that verifying does not end before its expensive part.
    private static byte[] SmallNumbers(int length)
    {
        byte[] signature = RandomNumberGenerator.GetBytes(length);
        signature[0] = 0;
        signature[(length / 2) - 1] = 0;
        signature[length / 2] = 0;
        signature[^1] = 0;
        signature[^2] = 0;
        return signature;
    }

    private static byte[] P256Point()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return HostileZone.Point(key);
    }

    private static byte[] P384Point()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return HostileZone.Point(key);
    }

    private static byte[] Ed448Point() => new Ed448PrivateKeyParameters(new SecureRandom()).GeneratePublicKey().GetEncoded();

    private static byte[] RsaNumbers()
    {
        byte[] exponent = RandomNumberGenerator.GetBytes(RsaExponentLength);
        byte[] modulus = RandomNumberGenerator.GetBytes(RsaModulusLength);
        exponent[0] |= 0x80;
        exponent[^1] |= 1;
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        return [RsaExponentLength, .. exponent, .. modulus];
    }
}
