using Tes.Cli.Terminal;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Test;

/// <summary>
/// The table of the TES test tool: a row for each address of each MX host, with protocol, dnssec, dane, starttls, auth and spf.
/// Where a row does not fit the terminal, domain and host stand on lines of their own above the addresses.
/// </summary>
internal static class TestTable
{
    private static readonly string[] Verdicts = ["protocol", "dnssec", "dane", "starttls", "auth", "spf"];

    public static void Write(CommandConsole console, IReadOnlyList<DomainReport> reports, Palette palette)
    {
        TextTable wide = Wide(reports, palette);
        TextTable table = console.OutputWidth is { } width && wide.Width > width ? Narrow(reports, palette) : wide;
        table.Write(console.Output, palette);
    }

    private static TextTable Wide(IReadOnlyList<DomainReport> reports, Palette palette)
    {
        var table = new TextTable(["domain", "mx host", "address", .. Verdicts]);
        foreach (DomainReport report in reports)
        {
            if (report.Facts.Hosts.Count == 0)
                table.Add([Plain(report.Facts.Domain.Text), Plain(NoHost(report.Facts.Mx)), Plain("-"), .. Cells(report, host: null, address: null, palette)]);
            foreach (HostReport host in report.Facts.Hosts)
            {
                foreach (AddressReport? address in host.Addresses.DefaultIfEmpty<AddressReport?>(null))
                    table.Add([Plain(report.Facts.Domain.Text), Plain(NameOf(report, host)), Plain(AddressOf(host, address)), .. Cells(report, host, address, palette)]);
            }
        }

        return table;
    }

    private static TextTable Narrow(IReadOnlyList<DomainReport> reports, Palette palette)
    {
        var table = new TextTable(["address", .. Verdicts]);
        foreach (DomainReport report in reports)
        {
            if (report.Facts.Hosts.Count == 0)
                table.AddHeading($"{report.Facts.Domain.Text}: {NoHost(report.Facts.Mx)}");
            foreach (HostReport host in report.Facts.Hosts)
            {
                table.AddHeading($"{report.Facts.Domain.Text}  {NameOf(report, host)}");
                foreach (AddressReport? address in host.Addresses.DefaultIfEmpty<AddressReport?>(null))
                    table.Add([Plain("  " + AddressOf(host, address)), .. Cells(report, host, address, palette)]);
            }
        }

        return table;
    }

    private static TableCell[] Cells(DomainReport report, HostReport? host, AddressReport? address, Palette palette) =>
    [
        Protocol(address?.Probe, palette),
        Dnssec(report.Facts.Mx, host, palette),
        Dane(host, address, palette),
        StartTls(address?.Probe, palette),
        Auth(address?.Probe, palette),
        SpfCell.Of(report.Facts.Spf, palette),
    ];

    private static TableCell Protocol(ProbeReport? probe, Palette palette) => probe?.Tls is not { } tls
        ? Plain("-")
        : new TableCell(tls.ProtocolName, tls.ProtocolVersion >= TlsProtocolVersion.Tls12 ? palette.Good : palette.Bad);

    /// <summary>Of MX records and addresses both, as a sender needs both; where they differ, which of them is secure.</summary>
    private static TableCell Dnssec(MxResolution mx, HostReport? host, Palette palette)
    {
        SecurityStatus ofHost = host?.AddressSecurity ?? mx.Security;
        if (mx is MxResolution.Failed || host?.Resolution is MxHostResolution.Failed)
            return new TableCell("failed", palette.Doubtful);
        SecurityStatus weakest = mx.Security < ofHost ? mx.Security : ofHost;
        return (mx.Security, ofHost) switch
        {
            _ when weakest is SecurityStatus.Bogus => new TableCell("bogus", palette.Bad),
            (SecurityStatus.Secure, SecurityStatus.Secure) => new TableCell("secure", palette.Good),
            (SecurityStatus.Secure, _) => new TableCell("mx only", palette.Doubtful),
            (_, SecurityStatus.Secure) => new TableCell("host only", palette.Doubtful),
            _ => new TableCell(weakest == SecurityStatus.Indeterminate ? "unknown" : "no", palette.Doubtful),
        };
    }

    private static TableCell Dane(HostReport? host, AddressReport? address, Palette palette) => (host?.Tlsa, address?.Outcome.Dane) switch
    {
        (TlsaLookup.Bogus, _) => new TableCell("bogus", palette.Bad),
        (TlsaLookup.Failed, _) => new TableCell("failed", palette.Doubtful),
        (_, DaneVerdict.Match) => new TableCell("match", palette.Good),
        (_, DaneVerdict.Mismatch) => new TableCell("mismatch", palette.Bad),
        (_, DaneVerdict.Unusable) => new TableCell("unusable", palette.Bad),
        (_, DaneVerdict.Untested) => new TableCell("untested", palette.Doubtful),
        (_, DaneVerdict.NotApplicable) => new TableCell("no", palette.Doubtful),
        _ => Plain("-"),
    };

    private static TableCell StartTls(ProbeReport? probe, Palette palette) => probe is null
        ? Plain("-")
        : new TableCell(ReportWords.Of(probe.StartTls), probe.StartTls switch
        {
            StartTlsOutcome.Accepted => palette.Good,
            StartTlsOutcome.Unreachable or StartTlsOutcome.Inconclusive => palette.Doubtful,
            _ => palette.Bad,
        });

    /// <summary>Whether a password is asked for before TLS.</summary>
    private static TableCell Auth(ProbeReport? probe, Palette palette) => probe switch
    {
        { CapabilitiesBeforeTls.AuthMechanisms.Count: > 0 } => new TableCell("yes", palette.Bad),
        { Hello: HelloOutcome.EhloAccepted or HelloOutcome.HeloAccepted } => new TableCell("no", palette.Good),
        _ => Plain("-"),
    };

    // Without MX records the domain is its own host and has no preference.
    private static string NameOf(DomainReport report, HostReport host) =>
        report.Facts.Mx is MxResolution.Implicit ? $"{host.Name} (no MX)" : $"{host.Host.Preference} {host.Name}";

    private static string AddressOf(HostReport host, AddressReport? address) => address?.Address.Address.ToString() ?? host.Resolution.Match(
        resolved => "-",
        noAddress => noAddress.Absence == Absence.NXDomain ? "does not exist" : "no address",
        bogus => "bogus",
        failed => "not known");

    private static string NoHost(MxResolution mx) => mx.Match(
        hosts => "-",
        @implicit => "-",
        @null => "null MX",
        noSuchDomain => "no such domain",
        bogus => "bogus",
        failed => "not known");

    private static TableCell Plain(string text) => TableCell.Of(text);
}
