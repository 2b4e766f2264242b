namespace Tes.Interop.Tests.Resolvers;

/// <summary>unbound.conf of a validating Unbound.</summary>
internal static class UnboundConfiguration
{
    /// <summary>Options for answers over TCP and TLS only (RFC 7858); questions still go out over UDP.</summary>
    /// <param name="address">The resolver's.</param>
    /// <param name="chainFile">Private key and certificates in one file.</param>
    public static string OverStreams(string address, string chainFile) => $"""
        interface: {address}@853
          tls-service-key: "{chainFile}"
          tls-service-pem: "{chainFile}"
          do-udp: no
          udp-upstream-without-downstream: yes
        """;

    // val-sig-skew: by default a signature that expired an hour ago still counts. aggressive-nsec: synthesized answers would hide the servers' own.
    public static string Text(string address, string directory, PrivateRoot root, string more = "") => $"""
        server:
          interface: {address}
          {more}
          outgoing-interface: {address}
          do-ip6: no
          do-not-query-localhost: no
          access-control: 127.0.0.0/8 allow
          directory: "{directory}"
          username: ""
          chroot: ""
          pidfile: ""
          use-syslog: no
          logfile: ""
          num-threads: 1
          root-hints: "{root.HintsFile}"
          trust-anchor-signaling: no
          val-sig-skew-min: 0
          val-sig-skew-max: 0
          val-log-level: 2
          aggressive-nsec: no
          ede: yes
          trust-anchor-file: "{root.TrustAnchorFile}"
        remote-control:
          control-enable: no

        """;
}
