namespace Tes.Testnet.Dns;

/// <summary>What a zone's key signs.</summary>
internal enum KeyRole
{
    /// <summary>The DNSKEY RRset.</summary>
    KeySigning,

    /// <summary>All else.</summary>
    ZoneSigning,
}
