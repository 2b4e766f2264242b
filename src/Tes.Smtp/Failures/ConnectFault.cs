namespace Tes.Smtp;

/// <summary>Why no TCP connection came about.</summary>
public enum ConnectFault
{
    /// <summary>No answer within the time. When every address times out, outgoing port 25 is probably blocked near us.</summary>
    TimedOut,

    /// <summary>The host answered: nothing listens on the port, or a firewall rejects politely.</summary>
    Refused,

    /// <summary>The network has no way to the host, or no address of this family is configured here.</summary>
    NoRoute,

    /// <summary>Another error of the network stack, named in the detail.</summary>
    Other,
}
