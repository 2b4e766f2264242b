using Tes.Resolver.Upstreams;
using Tes.Scan.Survey.Politeness;

namespace Tes.Cli.Survey;

/// <summary>How a survey spares those that it meets.</summary>
/// <param name="Limits">For mail servers.</param>
/// <param name="OptOut">Who is left out.</param>
/// <param name="QueryRate">For resolvers and name servers; null for no cap.</param>
/// <param name="Sharing">Which names of a server are met.</param>
internal sealed record Politeness(PolitenessLimits Limits, OptOutList OptOut, QueryRate? QueryRate, SessionSharing Sharing = SessionSharing.OneCertificate);
