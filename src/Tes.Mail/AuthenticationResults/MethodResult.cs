namespace Tes.Mail.AuthenticationResults;

/// <summary>What one method came to (RFC 8601 §2.2, resinfo).</summary>
/// <param name="Method">The method in lower case: <c>spf</c>, <c>dkim</c>, <c>dmarc</c>, <c>arc</c> and others (RFC 8601 §2.7).</param>
/// <param name="Result">The result in lower case.</param>
public sealed record MethodResult(string Method, string Result)
{
    /// <summary>The version of the method; 1 where there is none.</summary>
    public int MethodVersion { get; init; } = 1;

    /// <summary>reason: for people; null where there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>What was authenticated, in order.</summary>
    public IReadOnlyList<MethodProperty> Properties { get; init; } = [];

    /// <summary>Comments between its parts, without their outer parentheses, in order: for people, and no more.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>The value of a property; null where there is none.</summary>
    /// <param name="type">ptype in lower case: <c>smtp</c>, <c>header</c>, <c>body</c> or <c>policy</c>.</param>
    /// <param name="property">property in lower case.</param>
    public string? Find(string type, string property) => Properties.FirstOrDefault(one => one.Type == type && one.Property == property)?.Value;
}
