using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp.Tests;

/// <summary>What the probe relies on: the TLS client meets any octets with a session or an <see cref="IOException"/>, and keeps within its limits.</summary>
public sealed class TlsInputProperties
{
    private const int Runs = 150;

    // Content types of RFC 8446 §5.1, and handshake types of §4 that a server may send
    private static readonly byte[] ContentTypes = [20, 21, 22, 23, 24, 0, 255];
    private static readonly byte[] HandshakeTypes = [0, 2, 4, 8, 11, 12, 13, 14, 15, 20, 22, 254];

    [Property(MaxTest = Runs)]
    public void Random_octets_end_in_an_IO_error_or_in_waiting(byte[] input) => Offer(input);

    [Property(MaxTest = Runs)]
    public Property Random_records_end_in_an_IO_error_or_in_waiting() =>
        Prop.ForAll(Records().ToArbitrary(), records => Offer([.. records.SelectMany(record => record)]));

    private static Gen<byte[][]> Records() =>
        (from type in Gen.Elements(ContentTypes)
         from minor in Gen.Choose(0, 4)
         from handshake in Gen.Elements(HandshakeTypes)
         from isHandshake in Gen.Elements(true, false)
         from body in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
         let content = isHandshake ? [handshake, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body] : body
         select (byte[])[isHandshake ? (byte)22 : type, 3, (byte)minor, (byte)(content.Length >> 8), (byte)content.Length, .. content])
        .ArrayOf();

    private static void Offer(byte[] input)
    {
        using var client = ProbeTlsClient.Create("mx.test");
        var protocol = new TlsClientProtocol();
        protocol.Connect(client);
        try
        {
            protocol.OfferInput(input, 0, input.Length);
        }
        catch (IOException)
        {
            return;
        }
        if (client.Session is not null) throw new InvalidOperationException("a handshake out of nothing");
    }
}
