using Tes.Mail.Dmarc.FailureReports;

namespace Tes.Cli.Dmarc;

/// <summary>Shows failure reports as they are read, and keeps none. Disposing shows what stands behind the last one; nothing where there was none.</summary>
internal interface IFailureReportOutput : IDisposable
{
    /// <summary>Shows one report.</summary>
    void Write(FailureReport report);
}
