using System.Globalization;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Makes keys, DS records and signatures with the tools of BIND and ldns.</summary>
internal sealed class ZoneSigner(StateDirectory state)
{
    /// <summary>An hour back, so that no clock step between tools matters.</summary>
    private static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly string _keys = state.CreateDirectory("keys");
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    /// <returns>The base names of the zone's key files, the one that DS records point to first.</returns>
    public async Task<IReadOnlyList<string>> MakeKeysAsync(Zone zone) => zone.Keys switch
    {
        KeyLayout.Combined => [await MakeKeyAsync(zone, "-f", "KSK")],
        _ => [await MakeKeyAsync(zone, "-f", "KSK"), await MakeKeyAsync(zone)],
    };

    /// <returns>The DS lines for the parent, in presentation form.</returns>
    public async Task<IReadOnlyList<string>> MakeDsAsync(Zone zone, string key)
    {
        var lines = new List<string>();
        foreach (var form in zone.Ds)
        {
            var digest = form switch { DsForm.Sha1 => "SHA-1", DsForm.Sha384 => "SHA-384", _ => "SHA-256" };
            var output = await Command.RequireAsync("dnssec-dsfromkey", ["-a", digest, $"{key}.key"], workingDirectory: _keys);
            lines.Add(Falsify(form, output.Trim().Split(' ')));
        }

        return lines;
    }

    /// <summary>Signs a zone file in place and breaks it as declared.</summary>
    public async Task SignAsync(Zone zone, string path, IReadOnlyList<string> keys)
    {
        if (zone.Signer == Signer.None)
        {
            return;
        }

        var signed = $"{path}.signed";
        var times = zone.Times switch
        {
            SignatureTimes.Expired => (Start: _now - (2 * Lifetime), End: _now - Lifetime),
            SignatureTimes.NotYetValid => (Start: _now + Lifetime, End: _now + (2 * Lifetime)),
            _ => (Start: _now - Backdating, End: _now + Lifetime),
        };
        if (zone.Signer == Signer.Bind)
        {
            await Command.RequireAsync("dnssec-signzone", BindArguments(zone, path, signed, times), workingDirectory: _keys);
        }
        else
        {
            await Command.RequireAsync("ldns-signzone", LdnsArguments(zone, path, signed, times, keys), workingDirectory: _keys);
        }

        var broken = zone.Damage(SignedZone.Read(zone.Name, signed));
        await File.WriteAllLinesAsync(path, broken.Lines);
    }

    private static string Falsify(DsForm form, string[] ds)
    {
        // owner IN DS key-tag algorithm digest-type digest
        switch (form)
        {
            case DsForm.WrongDigestSha256:
                ds[6] = new string('A', ds[6].Length);
                break;
            case DsForm.ForeignKey:
                ds[3] = ds[3] == "4711" ? "4712" : "4711";
                ds[6] = new string('B', ds[6].Length);
                break;
            case DsForm.UnknownDigest:
                ds[5] = "200";
                break;
            case DsForm.UnknownAlgorithm:
                ds[4] = "200";
                break;
        }

        return string.Join(' ', ds);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static List<string> BindArguments(
        Zone zone, string path, string signed, (DateTimeOffset Start, DateTimeOffset End) times)
    {
        // -S: keys from the directory; -P: no check afterwards; -O full: one record a line; -z: one key signs everything.
        List<string> arguments =
        [
            "-S", "-P", "-O", "full", "-K", ".", "-d", Path.GetDirectoryName(path)!, "-o", zone.Name,
            "-s", Time(times.Start), "-e", Time(times.End), "-f", signed,
        ];
        arguments.Add(zone.Keys == KeyLayout.Combined ? "-z" : "-x");
        if (zone.Denial.Nsec3Iterations is { } iterations)
        {
            arguments.AddRange(["-3", zone.Denial.Salt, "-H", Text(iterations)]);
            if (zone.Denial.OptOut)
            {
                arguments.Add("-A");
            }
        }

        arguments.Add(path);
        return arguments;
    }

    private static List<string> LdnsArguments(
        Zone zone, string path, string signed, (DateTimeOffset Start, DateTimeOffset End) times, IReadOnlyList<string> keys)
    {
        List<string> arguments = ["-o", zone.Name, "-i", Time(times.Start), "-e", Time(times.End), "-f", signed];
        if (zone.Denial.Nsec3Iterations is { } iterations)
        {
            arguments.AddRange(["-n", "-a", "1", "-t", Text(iterations)]);
            if (zone.Denial.Salt != "-")
            {
                arguments.AddRange(["-s", zone.Denial.Salt]);
            }

            if (zone.Denial.OptOut)
            {
                arguments.Add("-p");
            }
        }

        arguments.Add(path);
        arguments.AddRange(keys);
        return arguments;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> MakeKeyAsync(Zone zone, params string[] more)
    {
        List<string> arguments = ["-q", "-a", Text((int)zone.Algorithm), .. more];
        if (zone.Algorithm <= Algorithm.RsaSha512)
        {
            arguments.AddRange(["-b", Text(zone.RsaBits)]);
        }

        arguments.Add(zone.Name);
        return (await Command.RequireAsync("dnssec-keygen", arguments, workingDirectory: _keys)).Trim();
    }
}
