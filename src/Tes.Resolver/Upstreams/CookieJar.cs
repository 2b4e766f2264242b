using System.Security.Cryptography;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>DNS Cookies of one server, as a client keeps them (RFC 7873). What they are is the server's affair (RFC 9018).</summary>
internal sealed class CookieJar(TimeProvider time)
{
    /// <summary>
    /// How long a server that has sent cookies may leave them out, not one response having one, before it is believed without.
    /// Own choice: one that was set up without cookies and has no TCP either is of use again after minutes, and whoever wants to
    /// forge must have kept its own responses away for as long.
    /// </summary>
    public static readonly TimeSpan MissedFor = TimeSpan.FromMinutes(5);

    // RFC 7873 §4: a client cookie of 8 octets, a server cookie of 8 to 32.
    private const int ClientLength = 8;
    private const int MinLength = ClientLength + 8;
    private const int MaxLength = ClientLength + 32;

    private byte[] _cookie = RandomNumberGenerator.GetBytes(ClientLength);
    private readonly Lock _lock = new();
    private bool _expected;
    private long? _missedSince;

    /// <summary>What a query is sent with: the client cookie, and the server cookie once one is known. Not to be changed.</summary>
    public byte[] Current => Volatile.Read(ref _cookie);

    /// <summary>Whether a response may be believed as far as cookies go; takes the server cookie from it.</summary>
    /// <param name="sent">The cookie of the query.</param>
    /// <param name="response">The response.</param>
    public bool Accepts(byte[] sent, Message response)
    {
        if (!Query.TryFindOption(response, Query.CookieCode, out ReadOnlySpan<byte> received))
        {
            // RFC 7873 §5.3: who has sent cookies goes on sending them.
            return MayBeMissing();
        }

        if (received.Length < ClientLength || !received[..ClientLength].SequenceEqual(sent.AsSpan(0, ClientLength)))
            return false;
        // An option without a server cookie comes from servers that send back what they do not know.
        if (received.Length is >= MinLength and <= MaxLength)
        {
            Expect(true);
            byte[] current = Current;
            if (!received.SequenceEqual(current) && received[..ClientLength].SequenceEqual(current.AsSpan(0, ClientLength)))
                Volatile.Write(ref _cookie, received.ToArray());
        }

        return true;
    }

    /// <summary>Over TCP the server has shown that the responses without cookies were its own: it was set up anew.</summary>
    public void StopExpecting() => Expect(false);

    /// <summary>A new client cookie for a new address of ours, so that it does not tie the two together (RFC 7873 §9.1, RFC 9018 §3).</summary>
    /// <remarks>That the server sends cookies does not depend on our address.</remarks>
    public void StartOver()
    {
        Volatile.Write(ref _cookie, RandomNumberGenerator.GetBytes(ClientLength));
    }

    private void Expect(bool expected)
    {
        lock (_lock)
        {
            _expected = expected;
            _missedSince = null;
        }
    }

    private bool MayBeMissing()
    {
        lock (_lock)
        {
            if (!_expected)
                return true;
            _missedSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(_missedSince.Value) < MissedFor)
                return false;
            _expected = false;
            _missedSince = null;
            return true;
        }
    }
}
