using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Tes.Cryptography;

/// <summary>
/// Public keys on named curves, made by the OpenSSL 3 that the runtime uses itself. System.Security.Cryptography takes four times
/// as long for the same: it has OpenSSL multiply the point by the order of the curve, which on curves of cofactor 1 tells nothing
/// that lying on the curve does not (SEC 1 §3.2.2.1), and that is checked here too. Two thirds of what a new zone costs is keys.
/// </summary>
internal static unsafe partial class OpenSslCurveKey
{
    // openssl/core.h: OSSL_PARAM_UTF8_STRING, OSSL_PARAM_OCTET_STRING.
    private const uint Utf8String = 4;
    private const uint OctetString = 5;

    // openssl/evp.h: EVP_PKEY_PUBLIC_KEY, the point and the curve's parameters.
    private const int PublicKey = 0x86;

    /// <summary>Makes a key.</summary>
    /// <param name="curve">OpenSSL's name of the curve, with a zero octet behind it.</param>
    /// <param name="point">The point, uncompressed (SEC 1 §2.3.3).</param>
    /// <param name="key">The key, to be disposed of.</param>
    /// <returns>False where this way is closed, and the key is to be imported in the usual one.</returns>
    /// <exception cref="CryptographicException">OpenSSL does not take the point: it is not on the curve.</exception>
    public static bool TryCreate(ReadOnlySpan<byte> curve, ReadOnlySpan<byte> point, [NotNullWhen(true)] out ECDsa? key)
    {
        key = null;
        if (!OpenSsl.IsAvailable)
            return false;
        using SafeEvpPKeyHandle? handle = Create(curve, point);
        if (handle is null)
            return false;
        key = new ECDsaOpenSsl(handle);
        return true;
    }

    [SupportedOSPlatform("linux")]
    private static SafeEvpPKeyHandle? Create(ReadOnlySpan<byte> curve, ReadOnlySpan<byte> point)
    {
        fixed (byte* type = "EC\0"u8, groupName = "group\0"u8, pointName = "pub\0"u8, curveName = curve, pointOctets = point)
        {
            // Ends with an entry of zeros.
            Parameter* parameters = stackalloc Parameter[3];
            parameters[0] = new Parameter { Key = groupName, DataType = Utf8String, Data = curveName, DataSize = (nuint)(curve.Length - 1) };
            parameters[1] = new Parameter { Key = pointName, DataType = OctetString, Data = pointOctets, DataSize = (nuint)point.Length };
            parameters[2] = default;
            nint context = OpenSsl.EvpPkeyCtxNewFromName(0, type, null);
            try
            {
                nint made = 0;
                bool begun = context != 0 && EvpPkeyFromDataInit(context) == 1;
                if (begun && EvpPkeyFromData(context, ref made, PublicKey, parameters) == 1)
                    return new SafeEvpPKeyHandle(made, ownsHandle: true);
                OpenSsl.ErrClearError();
                return begun ? throw new CryptographicException("OpenSSL does not take the point.") : null;
            }
            finally
            {
                OpenSsl.EvpPkeyCtxFree(context);
            }
        }
    }

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_fromdata_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyFromDataInit(nint context);

    [LibraryImport(OpenSsl.Library, EntryPoint = "EVP_PKEY_fromdata")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyFromData(nint context, ref nint key, int selection, Parameter* parameters);

    // openssl/core.h: OSSL_PARAM
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameter
    {
        public byte* Key;
        public uint DataType;
        public void* Data;
        public nuint DataSize;
        public nuint ReturnSize;
    }
}
