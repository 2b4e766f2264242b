using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Iana;
using Tes.Dns.Messages;

namespace Tes.Bench;

/// <summary>Asks a validating resolver over UDP as a stub does, as many questions under way as <see cref="Lookups"/> has.</summary>
internal static class StubLoad
{
    private const int AnswerTimeoutMilliseconds = 2_000;
    private const int MaxSilences = 5;
    private const int ReceiveBuffer = 4 << 20;
    private const ushort UdpPayloadSize = 1232;

    public static int Run(string server, string namesFile, string passes)
    {
        Question[] names = NameList.Read(namesFile);
        int count = names.Length * int.Parse(passes, CultureInfo.InvariantCulture);
        // AD in the query asks for AD in the answer, without the DNSSEC records that our callers do not get either (RFC 6840 §5.7).
        byte[][] queries = [.. names.Select(name => new Message
        {
            Flags = MessageFlags.RecursionDesired | MessageFlags.AuthenticData,
            Questions = [name],
            Edns = new Edns(UdpPayloadSize, DnssecOk.Clear, []),
        }.ToWire())];

        IPEndPoint endPoint = NameList.ReadServer(server);
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = ReceiveBuffer,
            ReceiveTimeout = AnswerTimeoutMilliseconds,
        };
        socket.Connect(endPoint);
        var latencies = new Latencies(count);
        var (secure, lost) = Exchange(socket, queries, count, latencies);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stub count={count} secure={secure} lost={lost} {latencies}"));
        return 0;
    }

    private static (int Secure, int Lost) Exchange(Socket socket, byte[][] queries, int count, Latencies latencies)
    {
        var underWay = new Dictionary<ushort, int>();
        byte[] answer = new byte[Message.MaxLength];
        int next = 0;
        int secure = 0;
        int silences = 0;
        while (next < count || underWay.Count > 0)
        {
            while (next < count && underWay.Count < Lookups.Window)
            {
                byte[] query = queries[next % queries.Length];
                BinaryPrimitives.WriteUInt16BigEndian(query, (ushort)next);
                underWay.Add((ushort)next, next);
                latencies.Start(next++);
                socket.Send(query);
            }

            int length;
            try
            {
                length = socket.Receive(answer);
            }
            catch (SocketException silence) when (silence.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                // Lost on a busy machine: asked again, as stubs do.
                if (++silences > MaxSilences)
                    return (secure, underWay.Count + (count - next));
                foreach ((ushort id, int asked) in underWay)
                {
                    byte[] query = queries[asked % queries.Length];
                    BinaryPrimitives.WriteUInt16BigEndian(query, id);
                    socket.Send(query);
                }

                continue;
            }

            if (length < 4 || !underWay.Remove(BinaryPrimitives.ReadUInt16BigEndian(answer), out int index))
                continue;
            latencies.End(index);
            bool authentic = (answer[3] & (byte)MessageFlags.AuthenticData) != 0;
            if (authentic && (ResponseCode)(answer[3] & 15) is ResponseCode.NoError or ResponseCode.NXDomain)
                secure++;
        }

        return (secure, 0);
    }
}
