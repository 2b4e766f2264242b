using System.Globalization;
using System.Text;

namespace Tes.Bench;

/// <summary>
/// Writes what bench/validation serves and asks: a signed root, <c>test.</c> and the zones below it, the trust anchor, a
/// configuration of NSD that serves them all, and lists of names.
/// </summary>
internal static class ZoneFactory
{
    // One zone in four denies with NSEC3.
    private const int Nsec3Share = 4;

    // The order of the names is random but always the same.
    private const int Seed = 1;

    // Nine names that exist, and one that does not.
    private static readonly string[] Questions =
    [
        "{0} MX", "mx1.{0} A", "mx2.{0} AAAA", "_25._tcp.mx1.{0} TLSA", "_25._tcp.mx2.{0} TLSA",
        "www.{0} A", "ftp.{0} AAAA", "imap.{0} A", "smtp.{0} AAAA", "absent.{0} A",
    ];

    public static int Run(string directory, string server, string zones, string warmUp)
    {
        int zoneCount = int.Parse(zones, CultureInfo.InvariantCulture);
        string[] measured = [.. Enumerable.Range(1, zoneCount).Select(number => $"z{number}.test")];
        string[] others = [.. Enumerable.Range(1, int.Parse(warmUp, CultureInfo.InvariantCulture)).Select(number => $"w{number}.test")];
        Directory.CreateDirectory(directory);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string[] apexes = [.. measured, .. others];
        string[] signers = new string[apexes.Length];
        Parallel.For(0, apexes.Length, i =>
        {
            SignedZone.DenialKind denial = i % Nsec3Share == 0 ? SignedZone.DenialKind.Nsec3 : SignedZone.DenialKind.Nsec;
            signers[i] = Write(directory, apexes[i], Records(i), denial, now);
        });

        string delegations = string.Concat(apexes.Zip(signers, (apex, ds) => $"{apex}. NS ns.test.\n{ds}\n"));
        string test = Write(directory, "test", $"ns A 127.0.0.1\n{delegations}", SignedZone.DenialKind.Nsec, now);
        string root = Write(directory, ".", $"test. NS ns.test.\n{test}\n", SignedZone.DenialKind.Nsec, now);
        File.WriteAllText(Path.Combine(directory, "anchor"), root + "\n");
        File.WriteAllText(Path.Combine(directory, "nsd.conf"), Configuration(directory, server, [".", "test", .. apexes]));

        WriteNames(Path.Combine(directory, "names-warm-up"), others.SelectMany(apex => Questions.Select(question => Name(question, apex))));
        WriteNames(Path.Combine(directory, "names"), measured.SelectMany(apex => Questions.Select(question => Name(question, apex))));
        // Every look-up goes through a delegation that is not known yet.
        WriteNames(Path.Combine(directory, "names-one-a-zone"), measured.Select((apex, i) => Name(Questions[i % Questions.Length], apex)));
        return 0;
    }

    private static string Records(int number) => string.Create(CultureInfo.InvariantCulture, $"""
        @ MX 10 mx1
        @ MX 20 mx2
        mx1 A 192.0.2.1
        mx2 AAAA 2001:db8::2
        www A 192.0.2.3
        ftp AAAA 2001:db8::4
        imap A 192.0.2.5
        smtp AAAA 2001:db8::6
        _25._tcp.mx1 TLSA 3 1 1 {number:x64}
        _25._tcp.mx2 TLSA 3 1 1 {number + 1:x64}

        """);

    private static string Write(string directory, string apex, string records, SignedZone.DenialKind denial, DateTimeOffset now)
    {
        var zone = SignedZone.Sign(apex, records, denial, now);
        File.WriteAllText(Path.Combine(directory, FileOf(apex)), zone.Text);
        return zone.Ds;
    }

    private static string FileOf(string apex) => apex == "." ? "root.zone" : $"{apex}.zone";

    private static string Name(string question, string apex) => question.Replace("{0}", apex, StringComparison.Ordinal);

    private static void WriteNames(string file, IEnumerable<string> names)
    {
        string[] shuffled = [.. names];
#pragma warning disable CA5394 // An order that is always the same is the point.
        new Random(Seed).Shuffle(shuffled);
#pragma warning restore CA5394
        File.WriteAllLines(file, shuffled);
    }

    private static string Configuration(string directory, string server, string[] apexes)
    {
        // Minimal responses, as the resolvers give that are forwarded to; RRL would drop what one client asks so fast.
        var text = new StringBuilder($"""
            server:
                ip-address: {server.Replace(':', '@')}
                server-count: 1
                minimal-responses: yes
                rrl-ratelimit: 0
                rrl-whitelist-ratelimit: 0
                receive-buffer-size: 4194304
                tcp-count: 500
                username: ""
                chroot: ""
                database: ""
                zonesdir: "{directory}"
                pidfile: "{directory}/nsd.pid"
                zonelistfile: "{directory}/zone.list"
                xfrdfile: ""
                xfrdir: "{directory}"
                logfile: "{directory}/nsd.log"
            remote-control:
                control-enable: yes
                control-interface: "{directory}/nsd.sock"

            """);
        foreach (string apex in apexes)
            text.Append(CultureInfo.InvariantCulture, $"zone:\n    name: \"{apex}\"\n    zonefile: \"{FileOf(apex)}\"\n");
        return text.ToString();
    }
}
