using System.Text;
using Tes.Dns;
using Tes.Mail.Dkim;
using Tes.Mail.TagLists;

namespace Tes.Cli.Record;

/// <summary>A DKIM key record for its owner (RFC 6376 §3.6.1).</summary>
internal static class DkimReading
{
    // RFC 8301 §3.2
    private const int RecommendedRsaBits = 2048;

    public static RecordReading Read(string text)
    {
        if (!DkimKeyRecord.TryParse(Encoding.UTF8.GetBytes(text), out DkimKeyRecord? record, out ParseFailure failure))
            return RecordReading.Unreadable(failure, "signatures under its selector fail: there is no key");
        IReadOnlyList<RecordTagReading> tags = [.. record.Tags.Select(tag => new RecordTagReading(tag, MeaningOf(tag, record)))];
        if (record.IsRevoked)
            return new RecordReading([], "signatures under its selector fail: the key has been revoked", tags, []);
        if (!DkimPublicKey.TryImport(record, out DkimPublicKey? key, out _, out string reason))
            return new RecordReading([new ParseFailure(PlaceOf(record, "p"), reason)], "signatures under its selector fail: there is no key that can be used", tags, []);
        string effect = record.IsForMail
            ? $"signatures under its selector are verified with an {(key.Type == DkimKeyType.Rsa ? "RSA" : "Ed25519")} key of {key.Bits} bits"
            : "signatures under its selector fail: the key is not for mail";
        return new RecordReading([], effect, tags, [.. Remarks(record, key)]);
    }

    private static string MeaningOf(RecordTag tag, DkimKeyRecord record) => tag.Name switch
    {
        "v" => "a DKIM key record",
        "k" => record.KeyType is null ? "a type of key that nobody knows" : "the type of the key",
        "p" => record.IsRevoked ? "no key: it has been revoked" : "the public key",
        "h" => "the hashes that signatures may use",
        "s" => record.IsForMail ? "the services that the key is for, mail among them" : "the services that the key is for; mail is not among them",
        "t" => (record.Flags.HasFlag(DkimKeyFlags.Testing), record.Flags.HasFlag(DkimKeyFlags.SameDomain)) switch
        {
            (true, true) => "DKIM is being tested; i= must name the very domain of d=",
            (true, false) => "DKIM is being tested: receivers treat what fails like what is unsigned",
            (false, true) => "i= must name the very domain of d=",
            _ => "no flag that is known",
        },
        "n" => "a note for people",
        _ => "ignored",
    };

    private static IEnumerable<RecordRemark> Remarks(DkimKeyRecord record, DkimPublicKey key)
    {
        if (key.Type == DkimKeyType.Rsa && key.Bits < RecommendedRsaBits)
            yield return new RecordRemark(PlaceOf(record, "p"), $"signers are to use at least {RecommendedRsaBits} bits (RFC 8301 section 3.2)");
        if (!record.Allows(DkimAlgorithm.RsaSha256))
            yield return new RecordRemark(PlaceOf(record, "h"), "SHA-256 is not allowed, and signatures with SHA-1 are not accepted (RFC 8301 section 3.1)");
        if (record.Flags.HasFlag(DkimKeyFlags.Testing))
            yield return new RecordRemark(PlaceOf(record, "t"), "the testing flag is to be removed when the tests are over");
    }

    private static int PlaceOf(DkimKeyRecord record, string name) => record.Tags.FirstOrDefault(tag => string.Equals(tag.Name, name, StringComparison.Ordinal))?.Offset ?? 0;
}
