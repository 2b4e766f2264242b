using System.Buffers;
using Tes.Mail.AuthenticationResults;

namespace Tes.Cli.Mail;

/// <summary>Results that others wrote, one on a line, so that no value can pass for another result: to be escaped all the same.</summary>
internal static class ResultText
{
    // What nobody can take for the end of a value: printable ASCII without what quotes, comments and separates (RFC 8601 §2.2). Beyond
    // ASCII there is more that looks like a space than the categories of Unicode say.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "!#$%&'*+,-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Method, result and properties as they stand in a field.</summary>
    public static string Of(MethodResult result) => $"{result.Method}={result.Result}"
        + string.Concat(result.Properties.Select(property => $" {property.Type}.{property.Property}={Quote(property.Value)}"));

    /// <summary>A value, in quotation marks where it needs them (RFC 5322 §3.2.4).</summary>
    public static string Quote(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExcept(Plain)
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
