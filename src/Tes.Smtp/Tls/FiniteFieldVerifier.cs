using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Smtp;

/// <summary>Accepts every finite-field group of bearable size: the probe reports the group, it does not judge it.</summary>
internal sealed class FiniteFieldVerifier : TlsDHGroupVerifier
{
    /// <inheritdoc/>
    public bool Accept(DHGroup dhGroup) =>
        dhGroup.P.BitLength is >= TlsLimits.MinFiniteFieldBits and <= TlsLimits.MaxFiniteFieldBits;
}
