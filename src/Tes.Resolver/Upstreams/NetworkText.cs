using System.Net.Sockets;

namespace Tes.Resolver.Upstreams;

/// <summary>Network errors in words; nothing of a peer's is in them.</summary>
internal static class NetworkText
{
    public static string Describe(Exception failure) => failure switch
    {
        SocketException socket => Describe(socket.SocketErrorCode),
        IOException { InnerException: SocketException socket } => Describe(socket.SocketErrorCode),
        _ => "the connection broke",
    };

    private static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route",
        SocketError.TooManyOpenSockets => "too many open sockets",
        _ => error.ToString(),
    };
}
