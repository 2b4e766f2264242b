using System.Globalization;

namespace Tes.Dns.Dnssec;

/// <summary>Signature times: 32 bits of seconds since 1970, compared by serial arithmetic (RFC 4034 §3.1.5, RFC 1982).</summary>
internal static class SerialTime
{
    public static uint From(DateTimeOffset time) => unchecked((uint)time.ToUnixTimeSeconds());

    /// <summary>Seconds from <paramref name="earlier"/> to <paramref name="later"/>, within ±2^31.</summary>
    public static int Difference(uint later, uint earlier) => unchecked((int)(later - earlier));

    /// <summary>The date nearest to <paramref name="now"/> that the 32 bits can mean.</summary>
    public static string Format(uint value, DateTimeOffset now)
    {
        long seconds = Math.Clamp(
            now.ToUnixTimeSeconds() + Difference(value, From(now)), DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
    }
}
