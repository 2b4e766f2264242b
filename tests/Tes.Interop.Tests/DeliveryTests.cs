using Tes.Interop.Tests.Cases.Mail;
using Tes.Interop.Tests.Mail;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>What becomes of mail: our report beside what Postfix and posttls-finger do.</summary>
public sealed class DeliveryTests(TestInternet internet)
{
    public static TheoryData<string> Names => [.. MailCases.ByName.Keys];

    public static TheoryData<string> NamesForFinger => [.. MailCases.ByName.Values.Where(@case => @case.AskFinger).Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Delivery_equals_that_of_Postfix(string name)
    {
        internet.Require();
        var @case = MailCases.ByName[name];
        var oracle = await internet.DeliveryAsync(@case);
        Assert.Equal(@case.Divergence?.OracleSays ?? PostfixVerdicts.Of(@case.Delivery).ToString(), oracle.ToString());

        var ours = await TesProgram.RunAsync(internet.Addresses.Unbound, internet.TrustAnchorFile, "test", internet.DomainOf(@case));
        var expected = $"{@case.Delivery.ToString().ToLowerInvariant()} | {@case.Mx} | {@case.Hosts}";
        var actual = $"{ours.Text("delivery")} | {ours.Text("mx", "kind")} {ours.Text("mx", "security")} | {Hosts(ours)}";
        Assert.True(expected == actual, $"{@case.Section}\nexpected: {expected}\nactual:   {actual}\n{ours.Command}");
    }

    [Theory]
    [MemberData(nameof(NamesForFinger))]
    public async Task Posttls_finger_agrees(string name)
    {
        internet.Require();
        var @case = MailCases.ByName[name];
        var finger = await internet.Sending.FingerAsync(internet.DomainOf(@case));
        Assert.True(FingerVerdicts.Of(@case) == FingerVerdicts.Of(finger.Output), $"expected {FingerVerdicts.Of(@case)}\n{finger}");
    }

    [Fact]
    public async Task Mechanisms_offered_before_TLS_are_named()
    {
        internet.Require();
        var ours = await TesProgram.RunAsync(
            internet.Addresses.Unbound, internet.TrustAnchorFile, "test", internet.DomainOf(MailCases.ByName["auth-before-tls"]));
        var address = ours.Json.GetProperty("mx").GetProperty("hosts")[0].GetProperty("addresses")[0];
        Assert.Equal(["LOGIN", "PLAIN"], address.GetProperty("authBeforeTls").EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal));
    }

    /// <summary>As <see cref="MailCase.Hosts"/> writes it.</summary>
    private static string Hosts(TesReport report) => string.Join("; ", report.Json.GetProperty("mx").GetProperty("hosts").EnumerateArray()
        .OrderBy(host => host.GetProperty("preference").GetInt32())
        .Select(host => string.Join(' ', [
            host.GetProperty("tlsa").GetString(),
            .. host.GetProperty("addresses").EnumerateArray().Select(address => address.GetProperty("dane").GetString()).Order(StringComparer.Ordinal)])));
}
