using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Public keys on named curves, made by the OpenSSL 3 that the runtime uses itself. System.Security.Cryptography takes four times
/// as long for the same: it has OpenSSL multiply the point by the order of the curve, which on curves of cofactor 1 tells nothing
/// that lying on the curve does not (SEC 1 §3.2.2.1), and that is checked here too. Two thirds of what a new zone costs is keys.
/// </summary>
internal static unsafe partial class OpenSslCurveKey
{
    private const string Library = "libcrypto.so.3";

    // openssl/core.h: OSSL_PARAM_UTF8_STRING, OSSL_PARAM_OCTET_STRING.
    private const uint Utf8String = 4;
    private const uint OctetString = 5;

    // openssl/evp.h: EVP_PKEY_PUBLIC_KEY, the point and the curve's parameters.
    private const int PublicKey = 0x86;

    // An object of one copy of the library in the hands of another is undefined, so it has to be the copy that the runtime uses:
    // the name leads to what is loaded already, and where the runtime has one of its own, built in, the versions should differ.
    [SupportedOSPlatformGuard("linux")]
    private static readonly bool IsAvailable = Probe();

    /// <summary>Makes a key.</summary>
    /// <param name="curve">OpenSSL's name of the curve, with a zero octet behind it.</param>
    /// <param name="point">The point, uncompressed (SEC 1 §2.3.3).</param>
    /// <param name="key">The key, to be disposed of.</param>
    /// <returns>False where this way is closed, and the key is to be imported in the usual one.</returns>
    /// <exception cref="CryptographicException">OpenSSL does not take the point: it is not on the curve.</exception>
    public static bool TryCreate(ReadOnlySpan<byte> curve, ReadOnlySpan<byte> point, [NotNullWhen(true)] out ECDsa? key)
    {
        key = null;
        if (!IsAvailable)
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
            nint context = EvpPkeyCtxNewFromName(0, type, null);
            try
            {
                nint made = 0;
                bool begun = context != 0 && EvpPkeyFromDataInit(context) == 1;
                if (begun && EvpPkeyFromData(context, ref made, PublicKey, parameters) == 1)
                    return new SafeEvpPKeyHandle(made, ownsHandle: true);
                // What is left in the queue of the thread's errors would be taken for that of the next who looks.
                ErrClearError();
                return begun ? throw new CryptographicException("OpenSSL does not take the point.") : null;
            }
            finally
            {
                EvpPkeyCtxFree(context);
            }
        }
    }

    private static bool Probe() =>
        OperatingSystem.IsLinux() && SafeEvpPKeyHandle.OpenSslVersion >> 28 == 3
        && NativeLibrary.TryLoad(Library, typeof(OpenSslCurveKey).Assembly, DllImportSearchPath.SafeDirectories, out nint library)
        && NativeLibrary.TryGetExport(library, "EVP_PKEY_fromdata", out _)
        && (long)OpenSslVersionNumber() == SafeEvpPKeyHandle.OpenSslVersion;

    [LibraryImport(Library, EntryPoint = "OpenSSL_version_num")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint OpenSslVersionNumber();

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_from_name")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint EvpPkeyCtxNewFromName(nint library, byte* type, byte* properties);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EvpPkeyCtxFree(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_fromdata_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyFromDataInit(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_fromdata")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPkeyFromData(nint context, ref nint key, int selection, Parameter* parameters);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ErrClearError();

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
