using System.Globalization;
using System.Text;
using Tes.Dns;
using Tes.Mail.MtaSts;

namespace Tes.Fuzz.Targets;

/// <summary>MTA-STS policies: what is read, written as a policy, reads back as the same, and a pattern means its own host.</summary>
internal static class MtaStsPolicyTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!MtaStsPolicy.TryParse(octets, out MtaStsPolicy? policy, out ParseFailure failure))
        {
            Property.IsFailureIn(failure, octets.Length);
            return;
        }

        Property.Holds(policy.Mode == MtaStsMode.None || policy.Mx.Count > 0, "a policy that is more than none names a host");
        Property.Holds(policy.MaxAge is >= 0 and <= MtaStsLimits.MaxMaxAge, "max_age is within a year");
        var written = new StringBuilder("version: STSv1\n");
        written.Append(CultureInfo.InvariantCulture, $"mode: {policy.Mode.ToString().ToLowerInvariant()}\nmax_age: {policy.MaxAge}\n");
        foreach (MxPattern pattern in policy.Mx)
        {
            written.Append("mx: ").Append(pattern.Text).Append('\n');
            Property.Holds(pattern.Form == MxPatternForm.AnyFirstLabel || policy.Allows(pattern.Name), "a host is meant by its own pattern");
            Property.Holds(pattern.Form == MxPatternForm.Host || !pattern.Matches(pattern.Name), "a wildcard does not mean the name behind it");
        }

        if (written.Length > MtaStsLimits.MaxPolicyLength)
            return;
        Property.Holds(MtaStsPolicy.TryParse(Encoding.ASCII.GetBytes(written.ToString()), out MtaStsPolicy? again, out _), "what is written can be read");
        Property.Holds(again!.Mode == policy.Mode && again.MaxAge == policy.MaxAge && again.Mx.SequenceEqual(policy.Mx), "the policy read back is the same");
    }
}
