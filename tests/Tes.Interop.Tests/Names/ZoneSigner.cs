using System.Globalization;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Signs zone files with the tools of BIND and ldns. (Knot signs what it serves by itself: <see cref="KnotSigning"/>.)</summary>
internal sealed class ZoneSigner(string keyDirectory)
{
    /// <summary>An hour back, so that no clock step between tools matters.</summary>
    private static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    /// <summary>Signs an unsigned zone file into <paramref name="signed"/>.</summary>
    public async Task<SignedZone> SignAsync(Zone zone, string path, string signed, IReadOnlyList<string> keys)
    {
        var times = zone.Times switch
        {
            SignatureTimes.Expired => (Start: _now - (2 * Lifetime), End: _now - Lifetime),
            SignatureTimes.NotYetValid => (Start: _now + Lifetime, End: _now + (2 * Lifetime)),
            _ => (Start: _now - Backdating, End: _now + Lifetime),
        };
        if (zone.Signer == Signer.Bind)
        {
            await Command.RequireAsync("dnssec-signzone", BindArguments(zone, path, signed, times), workingDirectory: keyDirectory);
        }
        else
        {
            await Command.RequireAsync("ldns-signzone", LdnsArguments(zone, path, signed, times, keys), workingDirectory: keyDirectory);
        }

        return SignedZone.Read(zone.Name, signed);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static List<string> BindArguments(
        Zone zone, string path, string signed, (DateTimeOffset Start, DateTimeOffset End) times)
    {
        // -S: keys from the directory; -P: no check afterwards; -O full: one record a line; -z: every key signs everything.
        List<string> arguments =
        [
            "-S", "-P", "-O", "full", "-K", ".", "-d", Path.GetDirectoryName(path)!, "-o", zone.Name,
            "-s", Time(times.Start), "-e", Time(times.End), "-f", signed,
        ];
        if (zone.Keys != KeyLayout.Split)
        {
            arguments.Add("-z");
        }
        else if (!zone.AllKeysSignKeys)
        {
            arguments.Add("-x");
        }

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
        if (zone.SecondAlgorithm is not null)
        {
            // By itself it signs with one key for each RRset.
            arguments.Add("-U");
        }

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
}
