namespace Tes.Testnet.Dns;

/// <summary>Whether a key stands in the DNSKEY RRset of its zone.</summary>
public enum KeyPublication
{
    /// <summary>It does.</summary>
    Published,

    /// <summary>It does not, though it may sign and have a DS.</summary>
    Hidden,
}
