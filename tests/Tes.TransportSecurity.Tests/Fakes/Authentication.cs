using Tes.Dns;
using Tes.Dns.Records;
using Tes.TransportSecurity.Dane;

namespace Tes.TransportSecurity.Tests;

/// <summary>Runs the authenticator as a sender would: records sorted by usability first.</summary>
internal static class Authentication
{
    public static DaneAuthentication Run(byte[][] chain, string[] references, params TlsaRdata[] records) =>
        RunAt(TestCertificate.Now, chain, references, records);

    public static DaneAuthentication RunAt(DateTimeOffset time, byte[][] chain, string[] references, params TlsaRdata[] records) =>
        DaneAuthenticator.Authenticate(
            TlsaUsability.Of(records).Usable,
            [.. chain.Select(certificate => new ReadOnlyMemory<byte>(certificate))],
            new ReferenceIdentifiers(references.Select(DomainName.Parse)),
            time);

    /// <summary>The same certificate with junk for all that follows its public key inside the signed part.</summary>
    public static byte[] CorruptAfterKey(byte[] der, byte[] spki)
    {
        byte[] copy = (byte[])der.Clone();
        int after = copy.AsSpan().IndexOf(spki) + spki.Length;
        // [3] extensions: keep tag and length of the wrapper, break the tags within
        for (int i = after + 2; i < after + 8; i++)
            copy[i] = 0xff;
        return copy;
    }
}
