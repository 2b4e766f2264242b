using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Doctor;

/// <summary>One question on a socket of its own.</summary>
internal sealed class PathExchange(UpstreamServer server, PathDoctorOptions options, TimeProvider time) : IPathExchange
{
    private const string NoMessage = "what came back is no answer in the format of DNS";

    public async Task<PathReply> AskAsync(Message query, PathTransport transport, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.QuestionTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        long start = time.GetTimestamp();
        try
        {
            (Message? reply, string problem) = transport == PathTransport.Usual && server.Transport == UpstreamTransport.Datagram
                ? await AskOverUdpAsync(query, ending.Token).ConfigureAwait(false)
                : await AskOverConnectionAsync(query, ending.Token).ConfigureAwait(false);
            return reply is null ? new PathReply.Broken(problem) : new PathReply.Received(reply, time.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PathReply.Silence.Instance;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return new PathReply.Broken(NetworkText.Describe(failure));
        }
    }

    private async Task<(Message? Reply, string Problem)> AskOverUdpAsync(Message query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.EndPoint, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(query.ToWire(), cancellationToken).ConfigureAwait(false);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Message.MaxLength);
        bool garbage = false;
        while (true)
        {
            try
            {
                int length = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                // Anything else may be forged or late, so the wait goes on (RFC 5452 §9.1).
                if (!Message.TryRead(buffer.AsSpan(0, length), out Message? reply, out _))
                    garbage = true;
                else if (query.IsAnsweredBy(reply))
                    return (reply, "");
            }
            catch (OperationCanceledException) when (garbage)
            {
                return (null, NoMessage);
            }
        }
    }

    private async Task<(Message? Reply, string Problem)> AskOverConnectionAsync(Message query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.EndPoint, cancellationToken).ConfigureAwait(false);
        var plain = new NetworkStream(socket);
        await using (plain.ConfigureAwait(false))
        {
            if (server.Transport != UpstreamTransport.Tls)
                return await AskAsync(plain, query, cancellationToken).ConfigureAwait(false);
            var profile = new TlsProfile(server, options.Authorities);
            var encrypted = new SslStream(plain);
            await using (encrypted.ConfigureAwait(false))
            {
                try
                {
                    await encrypted.AuthenticateAsClientAsync(profile.CreateOptions(), cancellationToken).ConfigureAwait(false);
                }
                catch (AuthenticationException)
                {
                    return (null, profile.Describe());
                }

                return await AskAsync(encrypted, query, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(Message? Reply, string Problem)> AskAsync(Stream stream, Message query, CancellationToken cancellationToken)
    {
        byte[] wire = query.ToWire();
        byte[] framed = [(byte)(wire.Length >> 8), (byte)wire.Length, .. wire];
        await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        byte[] octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(octets, cancellationToken).ConfigureAwait(false);
        return Message.TryRead(octets, out Message? reply, out _) && query.IsAnsweredBy(reply) ? (reply, "") : (null, NoMessage);
    }
}
