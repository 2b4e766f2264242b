using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Tes.Cryptography;

/// <summary>X25519 by OpenSSL (RFC 7748 §5), to which System.Security.Cryptography has no way.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class OpenSslX25519
{
    private static ReadOnlySpan<byte> Name => "X25519\0"u8;

    /// <summary>Makes a key pair; null where OpenSSL was configured not to know the curve.</summary>
    public static SafeEvpPKeyHandle? Generate()
    {
        fixed (byte* name = Name)
        {
            nint context = OpenSsl.EvpPkeyCtxNewFromName(0, name, null);
            try
            {
                nint key = 0;
                if (context != 0 && EvpPkeyKeygenInit(context) == 1 && EvpPkeyKeygen(context, ref key) == 1)
                    return new SafeEvpPKeyHandle(key, ownsHandle: true);
                OpenSsl.ErrClearError();
                return null;
            }
            finally
            {
                OpenSsl.EvpPkeyCtxFree(context);
            }
        }
    }

    /// <summary>Writes the public key of a pair.</summary>
    public static bool TryGetPublicKey(SafeEvpPKeyHandle key, Span<byte> publicKey)
    {
        fixed (byte* octets = publicKey)
        {
            nuint length = (nuint)publicKey.Length;
            if (EvpPkeyGetRawPublicKey(key, octets, ref length) == 1 && length == (nuint)publicKey.Length)
                return true;
            OpenSsl.ErrClearError();
            return false;
        }
    }

    /// <summary>Computes the secret shared by a pair and a peer's public key of as many octets; false where it is all zeros, or OpenSSL cannot.</summary>
    public static bool TryDerive(SafeEvpPKeyHandle key, ReadOnlySpan<byte> peer, Span<byte> secret)
    {
        fixed (byte* name = Name, peerOctets = peer, secretOctets = secret)
        {
            nint context = 0;
            nint peerKey = EvpPkeyNewRawPublicKeyEx(0, name, null, peerOctets, (nuint)peer.Length);
            try
            {
                nuint length = (nuint)secret.Length;
                context = peerKey == 0 ? 0 : EvpPkeyCtxNewFromPkey(0, key, null);
                if (context != 0 && EvpPkeyDeriveInit(context) == 1 && EvpPkeyDeriveSetPeer(context, peerKey) == 1
                    && EvpPkeyDerive(context, secretOctets, ref length) == 1 && length == (nuint)secret.Length)
                {
                    return true;
                }

                OpenSsl.ErrClearError();
                return false;
            }
            finally
            {
                OpenSsl.EvpPkeyCtxFree(context);
                EvpPkeyFree(peerKey);
            }
        }
    }

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_keygen_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyKeygenInit(nint context);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_keygen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyKeygen(nint context, ref nint key);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyGetRawPublicKey(SafeEvpPKeyHandle key, byte* octets, ref nuint length);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_new_raw_public_key_ex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint EvpPkeyNewRawPublicKeyEx(nint library, byte* type, byte* properties, byte* octets, nuint length);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EvpPkeyFree(nint key);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_CTX_new_from_pkey")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint EvpPkeyCtxNewFromPkey(nint library, SafeEvpPKeyHandle key, byte* properties);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_derive_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyDeriveInit(nint context);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_derive_set_peer")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyDeriveSetPeer(nint context, nint peer);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_derive")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyDerive(nint context, byte* secret, ref nuint length);
}
