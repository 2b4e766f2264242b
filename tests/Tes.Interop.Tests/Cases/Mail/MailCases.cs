namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>All recipient domains.</summary>
internal static class MailCases
{
    public static IReadOnlyDictionary<string, MailCase> ByName { get; } = new[]
    {
        DaneEndEntityCases.Cases,
        DaneTrustAnchorCases.Cases,
        UsabilityCases.Cases,
        LookupCases.Cases,
        TransportCases.Cases,
        PolicyCases.Cases,
    }.SelectMany(cases => cases).ToDictionary(@case => @case.Name, StringComparer.Ordinal);

    /// <summary>TLSA records of the host "mx", port 25.</summary>
    public static string TlsaRecords(params string[] rdata) => string.Join('\n', rdata.Select(data => $"_25._tcp.mx TLSA {data}"));
}
