using System.Text.Json;
using Tes.Mail.Dkim;

namespace Tes.Cli.Dkim;

/// <summary>A key record, judged.</summary>
/// <param name="Record">The record.</param>
/// <param name="Key">The key in it; null where there is none of use.</param>
/// <param name="Problem">Why verifiers cannot use it for mail; null where they can.</param>
/// <param name="Fits">Whether it is the public half of the private key at hand; null without one.</param>
internal sealed record CheckedKeyRecord(DkimKeyRecord Record, DkimPublicKey? Key, string? Problem, bool? Fits)
{
    // RFC 8301 §3.2: signers SHOULD use 2048 bits at least
    private const int RecommendedRsaBits = 2048;

    public static CheckedKeyRecord Of(DkimKeyRecord record, DkimPublicKey? own)
    {
        bool imported = DkimPublicKey.TryImport(record, out DkimPublicKey? key, out _, out string reason);
        string? problem = !imported ? reason
            : !record.IsForMail ? "the key is not for mail (s=)"
            : !record.Allows(DkimAlgorithm.RsaSha256) ? "the key is not for SHA-256 (h=), and other hashes are not valid"
            : null;
        return new CheckedKeyRecord(record, key, problem, own is null ? null : key?.IsSameAs(own) ?? false);
    }

    public IEnumerable<string> Notes()
    {
        if (Key is { Type: DkimKeyType.Rsa, Bits: < RecommendedRsaBits })
            yield return "RFC 8301 recommends RSA keys of 2048 bits or more";
        if (Record.Flags.HasFlag(DkimKeyFlags.Testing))
            yield return "the domain is testing DKIM (t=y): its mail counts as unsigned";
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("record", Record.Text);
        json.WriteString("type", Record.KeyTypeText);
        if (Key is null)
            json.WriteNull("bits");
        else
            json.WriteNumber("bits", Key.Bits);
        json.WriteBoolean("usable", Problem is null);
        json.WriteString("problem", Problem);
        if (Fits is { } fits)
            json.WriteBoolean("fits", fits);
        else
            json.WriteNull("fits");
        json.WriteBoolean("testing", Record.Flags.HasFlag(DkimKeyFlags.Testing));
        json.WriteBoolean("sameDomain", Record.Flags.HasFlag(DkimKeyFlags.SameDomain));
        json.WriteEndObject();
    }
}
