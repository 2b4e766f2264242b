using System.Globalization;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Zones that knotd signs while it loads them, with our keys and one policy for each. They need <see cref="KeyLayout.Split"/>.</summary>
internal sealed class KnotSigning(StateDirectory state)
{
    private readonly string _configuration = state.Write("knot-keys.conf", $"database:\n  kasp-db: {state.CreateDirectory("knot-keys")}\n");

    /// <summary>Where knotd finds the keys.</summary>
    public string KeyDatabase { get; } = state.PathOf("knot-keys");

    /// <summary>Puts the keys of a zone where knotd will look for them.</summary>
    public async Task ImportAsync(Zone zone, string keyDirectory, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            await Command.RequireAsync("keymgr", ["-c", _configuration, zone.Name, "import-bind", $"{key}.key"], workingDirectory: keyDirectory);
        }
    }

    /// <summary>The policy section of knot.conf.</summary>
    public static string Policies(IEnumerable<Zone> zones)
    {
        var policies = zones.Where(zone => zone.Signer == Signer.Knot).Select(Policy).ToArray();
        return policies.Length == 0 ? "" : $"policy:\n{string.Join('\n', policies)}\n";
    }

    /// <summary>What makes knotd sign a zone, for its entry in knot.conf.</summary>
    public static string Options(Zone zone) =>
        zone.Signer == Signer.Knot ? $"\n  dnssec-signing: on\n  dnssec-policy: {zone.Name}" : "";

    // manual: the keys are those that were imported. The salt is made up by knotd; only its length can be set.
    private static string Policy(Zone zone)
    {
        var policy = $"- id: {zone.Name}\n  manual: on";
        if (zone.Denial.Nsec3Iterations is not { } iterations)
        {
            return policy;
        }

        var saltLength = zone.Denial.Salt == "-" ? 0 : zone.Denial.Salt.Length / 2;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{policy}\n  nsec3: on\n  nsec3-iterations: {iterations}\n  nsec3-salt-length: {saltLength}\n  nsec3-opt-out: {(zone.Denial.OptOut ? "on" : "off")}");
    }
}
