using System.Text;
using Tes.Dns;
using Tes.Mail.AuthenticationResults;

namespace Tes.Fuzz.Targets;

/// <summary>Authentication-Results fields: written again they say the same, and nothing in them ends the field.</summary>
internal static class AuthenticationResultsTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        if (!AuthenticationResultsField.TryParse(text, out AuthenticationResultsField? field, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, text.Length);
            return;
        }

        Property.Holds(TrustedFields.ClaimsToBe(text, field.AuthenticationServiceId), "a field claims to be whose it is");
        string written = field.ToFieldValue();
        Property.Holds(!written.Replace("\r\n\t", string.Empty, StringComparison.Ordinal).Any(char.IsControl), "no control character is written but in folds");
        if (written.Length > AuthenticationResultsField.MaxLength)
            return;
        Property.Holds(AuthenticationResultsField.TryParse(written, out AuthenticationResultsField? again, out _), "what is written can be read");
        Property.Holds(again!.Results.Count == field.Results.Count && again.Version == field.Version, "the field read back is the same");
        foreach ((MethodResult left, MethodResult right) in field.Results.Zip(again.Results))
        {
            Property.Holds(
                left.Method == right.Method && left.Result == right.Result && left.MethodVersion == right.MethodVersion
                && left.Properties.Select(Key).SequenceEqual(right.Properties.Select(Key), StringComparer.Ordinal) && left.Comments.Count == right.Comments.Count,
                "each result read back is the same");
        }
    }

    private static string Key(MethodProperty property) => $"{property.Type}.{property.Property}";
}
