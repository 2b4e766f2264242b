using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tes.Interop.Tests.Resolvers;

namespace Tes.Interop.Tests;

/// <summary>The loopback addresses of one run: a random 127.x, so that runs side by side do not meet.</summary>
internal sealed class Addresses
{
    private const int Tries = 50;

    private readonly int _network;

    private Addresses(int network) => _network = network;

    public string Root => Of(0, 1);

    public string TopLevel => Of(0, 2);

    public string Bind => Of(0, 3);

    public string Nsd => Of(0, 4);

    public string Knot => Of(0, 5);

    /// <summary>The resolver whose answers the mail tests use.</summary>
    public string Unbound => Of(Resolver.Unbound);

    /// <summary>Where the sending Postfix takes mail.</summary>
    public string Submission => Of(0, 25);

    /// <summary>The name server with the policies of the SPF tests.</summary>
    public string Policies => Of(55, 1);

    /// <summary>The name server with the policies of the DMARC tests.</summary>
    public string DmarcPolicies => Of(55, 2);

    /// <summary>Where filters of mail listen.</summary>
    public string Milter => Of(55, 3);

    /// <summary>Where rspamd listens.</summary>
    public string Rspamd => Of(55, 8);

    /// <summary>The name server that it uses.</summary>
    public string RspamdResolver => Of(55, 9);

    /// <summary>The name server with the keys of the relay that signs.</summary>
    public string RelayKeys => Of(55, 4);

    /// <summary>Where that relay takes mail and signs with RSA.</summary>
    public string RelayRsa => Of(55, 5);

    /// <summary>Where it signs with Ed25519.</summary>
    public string RelayEd25519 => Of(55, 6);

    /// <summary>Where its mail goes.</summary>
    public string RelaySink => Of(55, 7);

    /// <summary>The resolver with the keys of the DKIM and ARC tests, which run one after the other.</summary>
    public string Keys => Of(55, 10);

    public string Of(Resolver resolver) => Of(53, (int)resolver + 1);

    /// <summary>A resolver that one test has for itself: the number <paramref name="index"/>, from 0.</summary>
    public string OwnResolver(int index) => Of(54, index + 1);

    /// <summary>The mail host number <paramref name="index"/>, from 0.</summary>
    public string MailHost(int index) => Of(25, index + 1);

    /// <summary>The IPv6 address of that mail host, from a unique local prefix (RFC 4193).</summary>
    public string MailHost6(int index) => string.Create(CultureInfo.InvariantCulture, $"fd7e:5::{_network}:25:{index + 1}");

    /// <exception cref="InvalidOperationException">Every network tried is in use.</exception>
    public static Addresses Choose()
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var addresses = new Addresses(RandomNumberGenerator.GetInt32(64, 255));
            if (IsFree(addresses.Unbound))
            {
                return addresses;
            }
        }

        throw new InvalidOperationException($"no free 127.x network in {Tries} tries");
    }

    private static bool IsFree(string address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 53));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Of(int third, int fourth) =>
        string.Create(CultureInfo.InvariantCulture, $"127.{_network}.{third}.{fourth}");
}
