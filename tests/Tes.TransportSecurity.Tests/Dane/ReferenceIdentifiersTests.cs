using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Mx;
using Xunit;
using static Tes.TransportSecurity.Tests.Answers;

namespace Tes.TransportSecurity.Tests.Dane;

public class ReferenceIdentifiersTests
{
    private static string[] For(Answer mxAnswer, string tlsaBaseDomain) =>
        [.. ReferenceIdentifiers.For(MxResolver.Read(mxAnswer.Question.Name, mxAnswer), Name(tlsaBaseDomain)).Names.Select(name => name.ToDisplayString())];

    [Fact]
    public void A_secure_MX_adds_the_next_hop_domain_Rfc7672_3_2_2() =>
        Assert.Equal(["mx.example.net", "example.org"], For(MxRecords("example.org", SecurityStatus.Secure, (10, "mx.example.net")), "mx.example.net"));

    [Fact]
    public void A_secure_MX_behind_a_CNAME_adds_both_names_of_the_next_hop_domain_Rfc7672_3_2_2()
    {
        // The example of the section: mail to exchange.example.org, an alias of example.com
        (string, string, SecurityStatus)[] aliases =
            [("exchange.example.org", "mail.example.org", SecurityStatus.Secure), ("mail.example.org", "example.com", SecurityStatus.Secure)];
        Answer answer = Found("exchange.example.org", RRType.MX, SecurityStatus.Secure, aliases, MxRdata(10, "mx10.example.com"));

        Assert.Equal(["mx10.example.com", "exchange.example.org", "example.com"], For(answer, "mx10.example.com"));
        Assert.Equal(["mxbackup.example.net", "exchange.example.org", "example.com"], For(answer, "mxbackup.example.net"));
    }

    [Theory]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate)]
    public void An_insecure_MX_leaves_only_the_TLSA_base_domain_Rfc7672_3_2_2(SecurityStatus security) =>
        Assert.Equal(["mx.example.net"], For(MxRecords("example.org", security, (10, "mx.example.net")), "mx.example.net"));

    [Fact]
    public void An_implicit_MX_has_its_domain_and_the_expanded_name_where_TLSA_was_found_there_Rfc7672_3_2_2()
    {
        Answer answer = Absent("example.org", RRType.MX, Absence.NoData, SecurityStatus.Secure, ("example.org", "example.net", SecurityStatus.Secure));

        Assert.Equal(["example.net", "example.org"], For(answer, "example.net"));
        Assert.Equal(["example.org"], For(answer, "example.org"));
    }

    [Fact]
    public void Names_that_are_the_same_are_kept_once() =>
        Assert.Equal(["example.org"], For(MxRecords("example.org", SecurityStatus.Secure, (10, "Example.ORG")), "example.org"));
}
