using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>Whether usable TLSA records authenticate a presented chain: a closed set, made by <see cref="DaneAuthenticator"/>.</summary>
public abstract class DaneAuthentication
{
    private DaneAuthentication()
    {
    }

    /// <summary>Calls the function for the case that this is.</summary>
    public abstract T Match<T>(Func<Authenticated, T> authenticated, Func<Mismatch, T> mismatch);

    /// <summary>One record matches, which is enough.</summary>
    public sealed class Authenticated : DaneAuthentication
    {
        internal Authenticated(AuthenticatedPeer peer, UsableTlsa record, int depth)
        {
            Peer = peer;
            Record = record;
            Depth = depth;
        }

        /// <summary>The proof.</summary>
        public AuthenticatedPeer Peer { get; }

        /// <summary>The record that matched.</summary>
        public UsableTlsa Record { get; }

        /// <summary>
        /// How far above the leaf the match is: 0 for DANE-EE(3), 1 or more for DANE-TA(2). A bare key of a <c>2 1 0</c>
        /// record stands one above the last certificate that it signed.
        /// </summary>
        public int Depth { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Authenticated, T> authenticated, Func<Mismatch, T> mismatch)
        {
            ArgumentNullException.ThrowIfNull(authenticated);
            return authenticated(this);
        }
    }

    /// <summary>No record matches: nothing may be delivered over this connection (RFC 7672 §3.2).</summary>
    public sealed class Mismatch : DaneAuthentication
    {
        internal Mismatch(IReadOnlyList<TlsaMismatch> reasons) => Reasons = reasons;

        /// <summary>One reason for each usable record, in their order.</summary>
        public IReadOnlyList<TlsaMismatch> Reasons { get; }

        /// <inheritdoc/>
        public override T Match<T>(Func<Authenticated, T> authenticated, Func<Mismatch, T> mismatch)
        {
            ArgumentNullException.ThrowIfNull(mismatch);
            return mismatch(this);
        }
    }
}
