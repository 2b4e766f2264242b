namespace Tes.Scan.Survey.Politeness;

/// <summary>How far a survey spares the servers that it meets. The defaults are for the Internet.</summary>
public sealed record PolitenessLimits
{
    /// <summary>
    /// Default of <see cref="PerAddress"/>: as <see cref="Smtp.AddressGate"/>. Servers count the connections that one client has open
    /// (Postfix: smtpd_client_connection_count_limit), and each takes a place from a client that has mail.
    /// </summary>
    public const int DefaultPerAddress = 1;

    /// <summary>Default of <see cref="PerNetwork"/>. Own choice: a small hoster has all its servers, and one uplink, in a network.</summary>
    public const int DefaultPerNetwork = 4;

    /// <summary>
    /// Default of <see cref="PerProvider"/>. Own choice: below the 20 sessions that Postfix as a sender holds with one destination
    /// (default_destination_concurrency_limit), as a sender has mail to bring and we have none.
    /// </summary>
    public const int DefaultPerProvider = 10;

    /// <summary>
    /// Default of <see cref="SessionsPerSecond"/>. Own choice: a hundred thousand sessions, as a million domains need, in about an
    /// hour; a large provider sees a few of them a second.
    /// </summary>
    public const double DefaultSessionsPerSecond = 30;

    /// <summary>Default of <see cref="PutOffsInRow"/>. Own choice: once may be a moment's load, and whoever says it three times means it.</summary>
    public const int DefaultPutOffsInRow = 3;

    /// <summary>The internet.</summary>
    public static PolitenessLimits Default { get; } = new();

    /// <summary>No limit at all, for servers of one's own on loopback.</summary>
    public static PolitenessLimits None { get; } = new()
    {
        PerAddress = null,
        PerNetwork = null,
        PerProvider = null,
        SessionsPerSecond = null,
        BackOff = null,
    };

    /// <summary>Whether servers on this machine's loopback are spared too. They are one's own.</summary>
    public bool SparesLoopback { get; init; } = true;

    /// <summary>Sessions at once with an address; null for no limit.</summary>
    public int? PerAddress { get; init => field = Positive(value); } = DefaultPerAddress;

    /// <summary>Sessions at once with the addresses of a <see cref="NetworkKey"/>; null for no limit.</summary>
    public int? PerNetwork { get; init => field = Positive(value); } = DefaultPerNetwork;

    /// <summary>Sessions at once with the hosts of a <see cref="ProviderName"/>; null for no limit.</summary>
    public int? PerProvider { get; init => field = Positive(value); } = DefaultPerProvider;

    /// <summary>Sessions begun in a second, in all; null for no limit.</summary>
    public double? SessionsPerSecond
    {
        get;
        init
        {
            if (value is not (null or (> 0 and <= 100_000)))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a rate.");
            field = value;
        }
    } = DefaultSessionsPerSecond;

    /// <summary>How long servers are spared that put us off; null to take no notice.</summary>
    public BackOffLimits? BackOff { get; init; } = BackOffLimits.Default;

    /// <summary>An address that puts us off so often in a row is left alone until the next pass.</summary>
    public int PutOffsInRow
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DefaultPutOffsInRow;

    private static int? Positive(int? value) => value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not a number of sessions.");
}
