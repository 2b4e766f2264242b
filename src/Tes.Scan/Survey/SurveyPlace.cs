namespace Tes.Scan.Survey;

/// <summary>What is known of the place that a survey is made from.</summary>
public enum SurveyPlace
{
    /// <summary>Mail servers can be reached from there, or nothing else is known.</summary>
    ReachesServers,

    /// <summary>Of many servers none was reached: the network there blocks port 25.</summary>
    IsBlocked,
}
