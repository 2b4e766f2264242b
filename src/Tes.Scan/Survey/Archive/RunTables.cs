using DuckDB.NET.Data;

namespace Tes.Scan.Survey.Archive;

/// <summary>The ends of all tables, to append rows to within a transaction. Disposing writes them.</summary>
internal sealed class RunTables(DuckDBConnection connection) : IDisposable
{
    public DuckDBAppender Domains { get; } = connection.CreateAppender("domains");

    public DuckDBAppender DomainHosts { get; } = connection.CreateAppender("domain_hosts");

    public DuckDBAppender DomainAddresses { get; } = connection.CreateAppender("domain_addresses");

    public DuckDBAppender Sessions { get; } = connection.CreateAppender("sessions");

    public DuckDBAppender Certificates { get; } = connection.CreateAppender("certificates");

    public DuckDBAppender Tlsa { get; } = connection.CreateAppender("tlsa");

    public DuckDBAppender Findings { get; } = connection.CreateAppender("findings");

    public DuckDBAppender Lookups { get; } = connection.CreateAppender("lookups");

    public void Dispose()
    {
        Domains.Dispose();
        DomainHosts.Dispose();
        DomainAddresses.Dispose();
        Sessions.Dispose();
        Certificates.Dispose();
        Tlsa.Dispose();
        Findings.Dispose();
        Lookups.Dispose();
    }
}
