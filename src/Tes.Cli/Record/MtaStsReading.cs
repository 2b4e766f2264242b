using Tes.Dns;
using Tes.Mail.MtaSts;

namespace Tes.Cli.Record;

/// <summary>An MTA-STS record or policy for its owner (RFC 8461 §3).</summary>
internal static class MtaStsReading
{
    public static RecordReading ReadRecord(string text)
    {
        if (!MtaStsRecord.TryParse(text, out MtaStsRecord? record, out ParseFailure failure))
            return RecordReading.Unreadable(failure, "senders take the domain for one without MTA-STS, or keep the policy that they have");
        return new RecordReading(
            [],
            "senders fetch the policy when they do not have it under this id",
            [.. record.Tags.Select(tag => new RecordTagReading(tag, tag.Name switch
            {
                "v" => "an MTA-STS record",
                "id" => "changes whenever the policy does",
                _ => "ignored",
            }))],
            record.Remarks);
    }

    public static RecordReading ReadPolicy(byte[] octets)
    {
        if (!MtaStsPolicy.TryParse(octets, out MtaStsPolicy? policy, out ParseFailure failure))
            return RecordReading.Unreadable(failure, "senders take the policy for one that could not be fetched");
        string effect = policy.Mode switch
        {
            MtaStsMode.Enforce => "senders deliver only to hosts that the policy names, over TLS with a valid certificate",
            MtaStsMode.Testing => "senders deliver as ever, and report what would fail",
            _ => "senders take the domain for one without MTA-STS",
        };
        return new RecordReading([], effect, [.. policy.Fields.Select(field => new RecordTagReading(field, field.Name switch
        {
            "version" => "an MTA-STS policy",
            "mode" => "what senders do where it is not met",
            "max_age" => $"senders keep it for {policy.MaxAge} seconds at most",
            "mx" when field.Value.StartsWith('*') => "every host with one label before this name",
            "mx" => "a host of the domain",
            _ => "ignored",
        }))], policy.Remarks);
    }
}
