namespace Tes.Testnet.Smtp;

/// <summary>The first words of a host.</summary>
public abstract record SmtpGreeting
{
    private SmtpGreeting()
    {
    }

    /// <summary>220 and the host's name.</summary>
    public sealed record Normal : SmtpGreeting;

    /// <summary>These characters, each as one octet, and a line end.</summary>
    /// <param name="Characters">Reply code and text; may break every rule.</param>
    public sealed record Text(string Characters) : SmtpGreeting;

    /// <summary>A normal greeting, one octet at a time.</summary>
    /// <param name="Interval">Time between octets.</param>
    public sealed record Slow(TimeSpan Interval) : SmtpGreeting;

    /// <summary>Nothing, and the connection stays open.</summary>
    public sealed record Silent : SmtpGreeting;

    /// <summary>Lines that each announce another.</summary>
    public sealed record EndlessLines : SmtpGreeting;

    /// <summary>A line without end.</summary>
    public sealed record EndlessLine : SmtpGreeting;
}
