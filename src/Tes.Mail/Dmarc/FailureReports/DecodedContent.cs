namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>The content of a part.</summary>
/// <param name="Octets">What could be decoded.</param>
/// <param name="HasErrors">Whether that is not all of it, or there is something else in it.</param>
internal readonly record struct DecodedContent(ReadOnlyMemory<byte> Octets, bool HasErrors);
