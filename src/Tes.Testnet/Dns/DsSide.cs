namespace Tes.Testnet.Dns;

/// <summary>From which side of a zone cut a server that has both answers for DS.</summary>
internal enum DsSide
{
    /// <summary>The right one (RFC 4035 §3.1.4.1).</summary>
    Parent,

    /// <summary>The zone whose apex it is, which has none.</summary>
    Child,
}
