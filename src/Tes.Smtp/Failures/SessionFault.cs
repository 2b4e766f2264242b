namespace Tes.Smtp;

/// <summary>Why an open session ended before its time.</summary>
public enum SessionFault
{
    /// <summary>The peer closed the connection in order.</summary>
    Closed,

    /// <summary>The connection was reset, or the network failed under it.</summary>
    Reset,

    /// <summary>A reply (or the handshake) was not complete within its time.</summary>
    ReplyTimedOut,

    /// <summary>The time for the whole probe of this address was used up.</summary>
    DeadlineExceeded,
}
