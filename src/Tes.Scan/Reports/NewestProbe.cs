using System.Net;
using Tes.Smtp;

namespace Tes.Scan.Reports;

/// <summary>Gives a session under the very name, which may be one that was held before, but not before a moment.</summary>
/// <param name="address">The address.</param>
/// <param name="port">The TCP port.</param>
/// <param name="serverName">The name for SNI: the TLSA base domain, or the MX host.</param>
/// <param name="notBefore">Time stamp of the clock of both sides; a session that began before it does not do.</param>
/// <param name="cancellationToken">Ends the session; only then an exception is thrown.</param>
public delegate Task<ProbeReport> NewestProbe(IPAddress address, int port, string serverName, long notBefore, CancellationToken cancellationToken);
