using System.Net;
using Tes.Smtp;

namespace Tes.Scan.Reports;

/// <summary>Holds one SMTP session with one address and says what it showed: <see cref="SmtpProbe.ProbeAsync"/>, or in tests what a table says.</summary>
/// <param name="address">The address.</param>
/// <param name="port">The TCP port.</param>
/// <param name="serverName">The name for SNI: the TLSA base domain, or the MX host.</param>
/// <param name="cancellationToken">Ends the session; only then an exception is thrown.</param>
public delegate Task<ProbeReport> AddressProbe(IPAddress address, int port, string serverName, CancellationToken cancellationToken);
