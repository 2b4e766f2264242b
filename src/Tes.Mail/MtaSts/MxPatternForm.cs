namespace Tes.Mail.MtaSts;

/// <summary>The two forms of an <c>mx</c> of a policy (RFC 8461 §4.1).</summary>
public enum MxPatternForm
{
    /// <summary>One host.</summary>
    Host,

    /// <summary><c>*.</c>: every host with exactly one label before the name.</summary>
    AnyFirstLabel,
}
