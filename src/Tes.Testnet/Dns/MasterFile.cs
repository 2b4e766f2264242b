using Tes.Dns;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Testnet.Dns;

/// <summary>Records of declarations: text by whoever writes the test, so an error in it is an exception.</summary>
internal static class MasterFile
{
    /// <exception cref="FormatException">The text is no master file; the message names the line.</exception>
    public static IReadOnlyList<ResourceRecord> Read(string text, DomainName apex) =>
        ZoneFile.TryRead($"$TTL {Zone.Ttl}\n{text}", apex, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure)
            ? records
            : throw new FormatException($"The records of the zone {apex} are wrong in line {failure.Line - 1}: {failure.Reason}.");
}
