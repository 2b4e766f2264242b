using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Tes.Cryptography;

/// <summary>The OpenSSL 3 that the runtime uses itself, called without the runtime between.</summary>
internal static unsafe partial class OpenSsl
{
    public const string Library = "libcrypto.so.3";

    /// <summary>Whether it is there; if not, keys are made and used in the usual way.</summary>
    // An object of one copy of the library in the hands of another is undefined, so it has to be the copy that the runtime uses:
    // the name leads to what is loaded already, and where the runtime has one of its own, built in, the versions should differ.
    [SupportedOSPlatformGuard("linux")]
    public static bool IsAvailable { get; } = Probe();

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_from_name")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint EvpPkeyCtxNewFromName(nint library, byte* type, byte* properties);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void EvpPkeyCtxFree(nint context);

    /// <summary>To be called after a failure: what is left in the queue of the thread's errors would be taken for that of the next who looks.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void ErrClearError();

    private static bool Probe() =>
        OperatingSystem.IsLinux() && SafeEvpPKeyHandle.OpenSslVersion >> 28 == 3
        && NativeLibrary.TryLoad(Library, typeof(OpenSsl).Assembly, DllImportSearchPath.SafeDirectories, out nint library)
        && NativeLibrary.TryGetExport(library, "EVP_PKEY_fromdata", out _)
        && (long)OpenSslVersionNumber() == SafeEvpPKeyHandle.OpenSslVersion;

    [LibraryImport(Library, EntryPoint = "OpenSSL_version_num")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint OpenSslVersionNumber();
}
