using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>Why a DKIM-Signature field cannot be used.</summary>
/// <param name="Fault">Which rule it breaks.</param>
/// <param name="Detail">What is wrong, and where in the value of the field, in octets.</param>
public readonly record struct DkimSignatureFailure(DkimFault Fault, ParseFailure Detail);
