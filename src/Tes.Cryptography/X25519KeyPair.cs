using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Tes.Cryptography;

/// <summary>A key pair for the key exchange on Curve25519 (RFC 7748 §6.1), of OpenSSL where there is one, which takes less than half the time.</summary>
internal abstract class X25519KeyPair : IDisposable
{
    /// <summary>Octets of a public key, and of a shared secret.</summary>
    public const int KeyLength = X25519.PointSize;

    private readonly byte[] _publicKey = new byte[KeyLength];

    private X25519KeyPair()
    {
    }

    /// <summary>The public key, as it is sent.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Makes a new pair.</summary>
    public static X25519KeyPair Generate() => (X25519KeyPair?)OpenSslPair.TryGenerate() ?? new ManagedPair();

    /// <summary>Makes a new pair without OpenSSL.</summary>
    public static X25519KeyPair GenerateManaged() => new ManagedPair();

    /// <summary>Computes the secret shared with a peer.</summary>
    /// <param name="peer">The peer's public key, of <see cref="KeyLength"/> octets.</param>
    /// <param name="secret">Gets the secret, of as many.</param>
    /// <returns>False where the secret comes out as zeros, as the peer's point is one of those of small order; and where OpenSSL cannot compute it, for want of memory.</returns>
    public abstract bool TryAgree(ReadOnlySpan<byte> peer, Span<byte> secret);

    public abstract void Dispose();

    private sealed class OpenSslPair : X25519KeyPair
    {
        private readonly SafeEvpPKeyHandle _key;

        private OpenSslPair(SafeEvpPKeyHandle key) => _key = key;

        public static OpenSslPair? TryGenerate()
        {
            if (!OpenSsl.IsAvailable || OpenSslX25519.Generate() is not { } key)
                return null;
            var pair = new OpenSslPair(key);
            if (OpenSslX25519.TryGetPublicKey(key, pair._publicKey))
                return pair;
            pair.Dispose();
            return null;
        }

        public override bool TryAgree(ReadOnlySpan<byte> peer, Span<byte> secret) => OpenSsl.IsAvailable && OpenSslX25519.TryDerive(_key, peer, secret);

        public override void Dispose() => _key.Dispose();
    }

    private sealed class ManagedPair : X25519KeyPair
    {
        private readonly byte[] _privateKey = new byte[X25519.ScalarSize];

        public ManagedPair()
        {
            // RFC 7748 §5: any octets are one, the bits that are fixed are set when it is used.
            RandomNumberGenerator.Fill(_privateKey);
            X25519.GeneratePublicKey(_privateKey, 0, _publicKey, 0);
        }

        public override bool TryAgree(ReadOnlySpan<byte> peer, Span<byte> secret)
        {
            byte[] agreed = new byte[KeyLength];
            bool isPoint = X25519.CalculateAgreement(_privateKey, 0, peer.ToArray(), 0, agreed, 0);
            agreed.CopyTo(secret);
            CryptographicOperations.ZeroMemory(agreed);
            return isPoint;
        }

        public override void Dispose() => CryptographicOperations.ZeroMemory(_privateKey);
    }
}
