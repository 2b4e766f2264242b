using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class ReceivedErrorsTests
{
    [Fact]
    public void What_a_failure_keeps_of_a_flood_of_errors_is_little()
    {
        EdnsOption option = new(EdnsOption.ExtendedErrorCode, (byte[])[0, 23, .. Enumerable.Repeat((byte)'x', 1000)]);
        var response = new Message
        {
            Questions = [new Question(DomainName.Root, RRType.A)],
            ResponseCode = ResponseCode.ServFail,
            Edns = new Edns(1232, DnssecOk.Set, [.. Enumerable.Repeat(option, 60)]),
        };
        IReadOnlyList<ExtendedDnsError> errors = ReceivedErrors.Of(response);
        Assert.Equal(4, errors.Count);
        Assert.All(errors, error => Assert.Equal((ExtendedDnsErrorCode.NetworkError, 256), (error.Code, error.Text.Length)));
    }
}
