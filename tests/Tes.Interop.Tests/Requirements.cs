namespace Tes.Interop.Tests;

/// <summary>What has to be installed here.</summary>
internal static class Requirements
{
    private static readonly string[] SystemDirectories = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>Program, or file with its whole path, and Debian package.</summary>
    private static readonly (string Program, string Package)[] Programs =
    [
        ("named", "bind9"),
        ("dnssec-keygen", "bind9-utils"),
        ("dnssec-signzone", "bind9-utils"),
        ("dnssec-revoke", "bind9-utils"),
        ("dig", "bind9-dnsutils"),
        ("delv", "bind9-dnsutils"),
        ("unbound", "unbound"),
        ("nsd", "nsd"),
        ("knotd", "knot"),
        ("keymgr", "knot"),
        ("kresd", "knot-resolver"),
        ("kdig", "knot-dnsutils"),
        ("dnsmasq", "dnsmasq-base"),
        ("ldns-signzone", "ldnsutils"),
        ("ldns-key2ds", "ldnsutils"),
        ("postfix", "postfix"),
        ("posttls-finger", "postfix"),
        ("smtp-source", "postfix"),
        ("openssl", "openssl"),
        ("/usr/lib/python3/dist-packages/spf.py", "python3-spf"),
        ("/usr/lib/python3/dist-packages/DNS/__init__.py", "python3-dns"),
        ("dkimverify", "python3-dkim"),
        ("/usr/lib/python3/dist-packages/authres/__init__.py", "python3-authres"),
        ("opendkim-testmsg", "opendkim-tools"),
        ("opendkim", "opendkim"),
        ("opendkim-genkey", "opendkim-tools"),
        ("opendmarc", "opendmarc"),
        ("rspamd", "rspamd"),
        ("rspamc", "rspamd"),
        ("ip", "iproute2"),
        ("unshare", "util-linux"),
        ("nsenter", "util-linux"),
        ("mount", "mount"),
        ("setsid", "util-linux"),
    ];

    /// <returns>Why the environment cannot be built on this machine; null when it can.</returns>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "needs root on Linux: servers on ports 25 and 53 of loopback addresses";
        }

        // Daemons live in directories that are not on every PATH.
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Union(SystemDirectories, StringComparer.Ordinal).ToArray();
        Environment.SetEnvironmentVariable("PATH", string.Join(':', path));
        string[] packages = [.. Programs
            .Where(program => !path.Any(directory => File.Exists(Path.Combine(directory, program.Program))))
            .Select(program => program.Package)
            .Distinct(StringComparer.Ordinal)];
        return packages.Length == 0 ? null : $"needs these packages: {string.Join(' ', packages)}";
    }
}
