using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Survey.Archive;

/// <summary>What is surveyed, so that a survey is gone on with only as it was begun.</summary>
/// <param name="List">The name of the list.</param>
/// <param name="ListDigest">SHA-256 of the list in hexadecimal; null where it cannot be read twice.</param>
/// <param name="Options">The options that change results, as a command line has them.</param>
/// <param name="Port">The TCP port of SMTP.</param>
/// <param name="Families">The address families.</param>
public sealed record RunDescription(string List, string? ListDigest, string Options, int Port, AddressFamilies Families);
