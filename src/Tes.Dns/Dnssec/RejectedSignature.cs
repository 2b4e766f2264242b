using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>An RRSIG that did not make its RRset secure.</summary>
/// <param name="Signature">The RRSIG.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="Text">The fault in one sentence that names the record; safe to show.</param>
public sealed record RejectedSignature(RrsigRdata Signature, SignatureFault Fault, string Text);
