using Xunit;

namespace Tes.Smtp.Tests;

public sealed class ProbeOptionsTests
{
    [Fact]
    public void Time_limits_have_bounds()
    {
        foreach (var wrong in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), ProbeOptions.MinTimeout - TimeSpan.FromTicks(1), ProbeOptions.MaxTimeout + TimeSpan.FromTicks(1), TimeSpan.MaxValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new ProbeOptions { ConnectTimeout = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new ProbeOptions { ReplyTimeout = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new ProbeOptions { TotalTimeout = wrong });
        }
        _ = new ProbeOptions { ConnectTimeout = ProbeOptions.MinTimeout, ReplyTimeout = ProbeOptions.MaxTimeout, TotalTimeout = ProbeOptions.MaxTimeout };
    }
}
