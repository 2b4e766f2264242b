namespace Tes.Dns.Messages;

/// <summary>One EDNS option (RFC 6891 §6.1.2).</summary>
/// <param name="Code">OPTION-CODE.</param>
/// <param name="Data">OPTION-DATA.</param>
public sealed record EdnsOption(ushort Code, ReadOnlyMemory<byte> Data)
{
    /// <summary>Extended DNS Error (RFC 8914 §2).</summary>
    public const ushort ExtendedErrorCode = 15;
}
