using System.Diagnostics.CodeAnalysis;

namespace Tes.TransportSecurity.Pkix;

/// <summary>The one place where exceptions of the ASN.1 and crypto library on a peer's bytes become values.</summary>
internal static class BouncyCastleGuard
{
    /// <summary>Calls <paramref name="read"/>; false when it threw for what the bytes are.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "On hostile DER BouncyCastle throws IOException, ArgumentException, InvalidCastException, FormatException, ArithmeticException, "
            + "its own and more, without a list of them; each means that the bytes are not what they should be.")]
    public static bool Try<T>(Func<T> read, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        try
        {
            value = read();
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            value = default;
            return false;
        }
    }
}
