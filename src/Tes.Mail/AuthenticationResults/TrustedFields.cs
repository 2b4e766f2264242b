namespace Tes.Mail.AuthenticationResults;

/// <summary>Which Authentication-Results fields of a message may be believed, and which have to go (RFC 8601 §4.1, §5).</summary>
public static class TrustedFields
{
    /// <summary>
    /// The fields that bear the identifier of a service that is trusted and a version that is known. That holds only where the border
    /// of that service removes forged ones (<see cref="ClaimsToBe"/>).
    /// </summary>
    /// <param name="values">The values of all such fields of a message, from the top down.</param>
    /// <param name="authenticationServiceId">The one identifier that is trusted; case does not count.</param>
    /// <returns>Those that can be read, in order.</returns>
    public static IReadOnlyList<AuthenticationResultsField> Select(IEnumerable<string> values, string authenticationServiceId)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentException.ThrowIfNullOrEmpty(authenticationServiceId);
        var trusted = new List<AuthenticationResultsField>();
        foreach (string value in values)
        {
            if (AuthenticationResultsField.TryParse(value, out AuthenticationResultsField? field, out _)
                && field.Version == AuthenticationResultsField.CurrentVersion
                && string.Equals(field.AuthenticationServiceId, authenticationServiceId, StringComparison.OrdinalIgnoreCase))
            {
                trusted.Add(field);
            }
        }

        return trusted;
    }

    /// <summary>
    /// Whether a field of a message from outside claims to be ours, and so has to be removed (RFC 8601 §5): also where the rest of it
    /// cannot be read, as others may read it all the same.
    /// </summary>
    public static bool ClaimsToBe(string value, string authenticationServiceId) =>
        string.Equals(AuthenticationResultsReader.ReadServiceId(value), authenticationServiceId, StringComparison.OrdinalIgnoreCase);
}
