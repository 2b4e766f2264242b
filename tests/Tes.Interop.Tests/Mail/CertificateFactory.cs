using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Mail;

/// <summary>A private certificate authority and everything that it issues, made with the openssl program.</summary>
internal sealed class CertificateFactory(StateDirectory state)
{
    private const string DateFormat = "yyyyMMddHHmmss'Z'";

    /// <summary>Makes the root and the intermediates.</summary>
    public async Task MakeAuthoritiesAsync()
    {
        await IssueAsync("root", "root", "TES interop root", AuthorityExtensions, CertificateKey.P256, CertificateDates.Current);
        await IssueAsync("intermediate", "root", "TES interop intermediate", AuthorityExtensions, CertificateKey.P256, CertificateDates.Current);
        await IssueAsync("expired-intermediate", "root", "TES interop expired intermediate", AuthorityExtensions, CertificateKey.P256, CertificateDates.Expired);
    }

    public X509Certificate2 Certificate(string name) => X509Certificate2.CreateFromPem(File.ReadAllText(CertificateFile(name)));

    /// <summary>Makes one key and certificate; absolute names without the final dot.</summary>
    /// <returns>The file for smtpd_tls_chain_files: key, certificate, and what else is sent.</returns>
    public async Task<string> MakeAsync(string name, Credentials credentials, string commonName, IReadOnlyList<string> names)
    {
        var issuer = credentials.Issuer switch
        {
            Issuer.Self => name,
            Issuer.ExpiredIntermediate => "expired-intermediate",
            _ => "intermediate",
        };
        var alternative = names.Count == 0 ? "" : $"subjectAltName = {string.Join(',', names.Select(dns => $"DNS:{dns}"))}";
        await IssueAsync(name, issuer, commonName, $"basicConstraints = CA:FALSE\n{alternative}", credentials.Key, credentials.Dates);
        string[] sent = credentials.Sent switch
        {
            ChainSent.Leaf => [name],
            ChainSent.ForeignRoot => [name, "root"],
            ChainSent.Intermediate => [name, issuer],
            _ => [name, issuer, "root"],
        };
        return state.Write(
            $"certificates/{name}/chain.pem",
            string.Concat([File.ReadAllText(KeyFile(name)), .. sent.Select(certificate => File.ReadAllText(CertificateFile(certificate)))]));
    }

    private const string AuthorityExtensions = "basicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign";

    private string KeyFile(string name) => state.PathOf("certificates", name, "key.pem");

    /// <summary>One certificate alone, PEM.</summary>
    public string CertificateFile(string name) => state.PathOf("certificates", name, "certificate.pem");

    // openssl ca is the one command of OpenSSL 3.0 that takes both dates; it wants a database, one for each certificate.
    private async Task IssueAsync(
        string name, string issuer, string commonName, string extensions, CertificateKey key, CertificateDates dates)
    {
        var directory = state.CreateDirectory("certificates", name);
        var request = Path.Combine(directory, "request.pem");
        var configuration = state.Write($"certificates/{name}/openssl.cnf", $"""
            [req]
            distinguished_name = name
            [name]
            [ca]
            default_ca = authority
            [authority]
            database = {directory}/index
            new_certs_dir = {directory}
            rand_serial = yes
            default_md = sha256
            policy = policy
            x509_extensions = extensions
            [policy]
            commonName = supplied
            [extensions]
            {extensions}

            """);
        state.Write($"certificates/{name}/index", "");
        string[] keyArguments = key == CertificateKey.P256
            ? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            : ["-newkey", "rsa:2048"];
        await Command.RequireAsync("openssl", [
            "req", "-config", configuration, "-new", "-nodes", "-batch", .. keyArguments,
            "-keyout", KeyFile(name), "-out", request, "-subj", $"/CN={commonName}"]);
        var now = DateTime.UtcNow;
        var (from, to) = dates == CertificateDates.Current ? (now.AddDays(-1), now.AddDays(30)) : (now.AddDays(-60), now.AddDays(-30));
        string[] issuerArguments = issuer == name
            ? ["-selfsign", "-keyfile", KeyFile(name)]
            : ["-cert", CertificateFile(issuer), "-keyfile", KeyFile(issuer)];
        await Command.RequireAsync("openssl", [
            "ca", "-config", configuration, "-batch", "-notext", .. issuerArguments, "-in", request, "-out", CertificateFile(name),
            "-startdate", from.ToString(DateFormat, CultureInfo.InvariantCulture),
            "-enddate", to.ToString(DateFormat, CultureInfo.InvariantCulture)]);
    }
}
