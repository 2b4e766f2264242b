using Tes.Dns.Dnssec;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>
/// Tests whether the path to a recursive resolver carries what validation needs (RFC 8027 §3): each thing by itself, so that
/// what is wrong can be named.
/// </summary>
public static class PathDoctor
{
    /// <summary>Asks the resolver about twelve questions and judges what comes back.</summary>
    /// <param name="server">The resolver.</param>
    /// <param name="options">Anchors, time and waits.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<PathReport> ExamineAsync(UpstreamServer server, PathDoctorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return await ExamineAsync(server, new PathExchange(server, options, time), options, time, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<PathReport> ExamineAsync(
        UpstreamServer server, IPathExchange exchange, PathDoctorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = options.ValidationTime ?? time.GetUtcNow();
        TrustAnchor anchor = options.TrustAnchors.FindHighest();
        var transport = new TransportChecks(server, exchange, anchor.Owner);
        await transport.RunAsync(cancellationToken).ConfigureAwait(false);
        if (!transport.Answers)
            return new PathReport(server, transport.Checks, Diagnoser.Of(transport.Checks, server, now), null);
        var content = new ContentChecks(exchange, anchor, options, now);
        await content.RunAsync(cancellationToken).ConfigureAwait(false);
        PathCheck[] checks = [.. transport.Checks, .. content.Checks];
        return new PathReport(server, checks, Diagnoser.Of(checks, server, now), transport.RoundTrip);
    }
}
