namespace Tes.Interop.Tests.Resolvers;

/// <summary>named.conf of a resolver that validates or does not.</summary>
internal static class BindConfiguration
{
    /// <summary>Options for BADCOOKIE to clients without a cookie (RFC 7873 §5.2.3), and a log that shows which had one.</summary>
    public const string RequiresCookies = "require-server-cookie yes; querylog yes;";

    public static string Text(string address, string directory, PrivateRoot root, bool validates, string more = "")
    {
        var ds = root.DsFields;
        var anchors = validates ? $"trust-anchors {{ . static-ds {ds[0]} {ds[1]} {ds[2]} \"{ds[3]}\"; }};" : "";
        // synth-from-dnssec: synthesized answers would hide the servers' own.
        return $$"""
            options {
              directory "{{directory}}";
              listen-on { {{address}}; };
              listen-on-v6 { none; };
              allow-query { 127.0.0.0/8; };
              recursion yes;
              dnssec-validation {{(validates ? "yes" : "no")}};
              synth-from-dnssec no;
              empty-zones-enable no;
              {{more}}
              pid-file "{{directory}}/named.pid";
              session-keyfile "{{directory}}/session.key";
              managed-keys-directory "{{directory}}";
              lock-file none;
            };
            controls { };
            {{anchors}}
            zone "." { type hint; file "{{root.HintsFile}}"; };

            """;
    }
}
