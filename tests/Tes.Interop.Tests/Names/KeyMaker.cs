using System.Globalization;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Makes keys with the tools of BIND, and DS records of them, true and false ones.</summary>
internal sealed class KeyMaker(string directory)
{
    // Fields of `owner IN DS key-tag algorithm digest-type digest`.
    private const int KeyTag = 3;
    private const int KeyAlgorithm = 4;
    private const int DigestType = 5;
    private const int Digest = 6;

    /// <summary>Where the key files are.</summary>
    public string Directory => directory;

    /// <returns>The base names of the zone's key files, the one that DS records point to first.</returns>
    public async Task<IReadOnlyList<string>> MakeKeysAsync(Zone zone)
    {
        var keys = new List<string> { await MakeAsync(zone, zone.Algorithm, "-f", "KSK") };
        if (zone.EditedKey is { } edit)
        {
            keys[0] = await EditAsync(zone, keys[0], edit);
        }

        if (zone.Keys == KeyLayout.Split)
        {
            keys.Add(await MakeAsync(zone, zone.Algorithm));
        }

        if (zone.Keys == KeyLayout.CombinedAndRevoked)
        {
            keys.Add(await RevokeAsync(await MakeAsync(zone, zone.Algorithm, "-f", "KSK")));
        }

        if (zone.SecondAlgorithm is { } second)
        {
            keys.Add(await MakeAsync(zone, second, "-f", "KSK"));
        }

        return keys;
    }

    /// <returns>The DS lines for the parent, in presentation form.</returns>
    public async Task<IReadOnlyList<string>> MakeDsAsync(Zone zone, IReadOnlyList<string> keys)
    {
        var lines = new List<string>();
        foreach (var form in zone.Ds)
        {
            var digest = form switch { DsForm.Sha1 => "-1", DsForm.Sha384 => "-4", _ => "-2" };
            var key = form == DsForm.LastKeySha256 ? keys[^1] : keys[0];
            // Unlike dnssec-dsfromkey it makes them of any key, also of a revoked one. -f: of a key-signing key or not.
            var output = await Command.RequireAsync("ldns-key2ds", ["-n", "-f", digest, $"{key}.key"], workingDirectory: directory);
            lines.Add(Falsify(form, output.Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        return lines;
    }

    /// <returns>The RDATA of a key, in presentation form.</returns>
    public string RdataOf(string key)
    {
        var line = File.ReadLines(Path.Combine(directory, $"{key}.key")).Single(text => text.Length > 0 && text[0] != ';');
        return line[(line.IndexOf("DNSKEY", StringComparison.Ordinal) + "DNSKEY".Length)..].Trim();
    }

    private static string Falsify(DsForm form, string[] ds)
    {
        // ldns writes a TTL.
        ds = [ds[0], .. ds[^6..]];
        switch (form)
        {
            case DsForm.WrongDigestSha256:
                ds[Digest] = new string('A', ds[Digest].Length);
                break;
            case DsForm.ForeignKey:
                ds[KeyTag] = OtherThan(ds[KeyTag]);
                ds[Digest] = new string('B', ds[Digest].Length);
                break;
            case DsForm.WrongKeyTag:
                ds[KeyTag] = OtherThan(ds[KeyTag]);
                break;
            case DsForm.WrongAlgorithm:
                ds[KeyAlgorithm] = "8";
                break;
            case DsForm.UnknownAlgorithm:
                ds[KeyAlgorithm] = "200";
                break;
            case DsForm.RsaMd5:
                ds[KeyAlgorithm] = "1";
                break;
            case DsForm.Dsa:
                ds[KeyAlgorithm] = "3";
                break;
            case DsForm.UnknownDigest:
                ds[DigestType] = "200";
                break;
            case DsForm.Gost:
                ds[DigestType] = "3";
                break;
        }

        return string.Join(' ', ds);
    }

    private static string OtherThan(string tag) => tag == "4711" ? "4712" : "4711";

    private async Task<string> MakeAsync(Zone zone, Algorithm algorithm, params string[] more)
    {
        List<string> arguments = ["-q", "-a", ((int)algorithm).ToString(CultureInfo.InvariantCulture), .. more];
        if (algorithm <= Algorithm.RsaSha512)
        {
            arguments.AddRange(["-b", zone.RsaBits.ToString(CultureInfo.InvariantCulture)]);
        }

        arguments.Add(zone.Name);
        return (await Command.RequireAsync("dnssec-keygen", arguments, workingDirectory: directory)).Trim();
    }

    /// <returns>The name that the key has with the REVOKE flag: its tag is another one (RFC 5011 §7).</returns>
    private async Task<string> RevokeAsync(string key)
    {
        var revoked = await Command.RequireAsync("dnssec-revoke", ["-r", key], workingDirectory: directory);
        return Path.GetFileName(revoked.Trim());
    }

    private async Task<string> EditAsync(Zone zone, string key, Func<string, string> edit)
    {
        var edited = $"edited-{zone.Name.TrimEnd('.')}";
        var line = $"{zone.Name} IN DNSKEY {edit(RdataOf(key))}\n";
        await File.WriteAllTextAsync(Path.Combine(directory, $"{edited}.key"), line);
        File.Move(Path.Combine(directory, $"{key}.private"), Path.Combine(directory, $"{edited}.private"));
        File.Delete(Path.Combine(directory, $"{key}.key"));
        return edited;
    }
}
