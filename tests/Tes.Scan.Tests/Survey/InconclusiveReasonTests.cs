using Tes.Dns.Iana;
using Tes.Scan.Survey;
using Tes.Scan.Tests.Checks;
using Tes.Smtp;
using Xunit;

namespace Tes.Scan.Tests.Survey;

public sealed class InconclusiveReasonTests
{
    [Theory]
    [InlineData(450, "greylisted", InconclusiveReason.PutOff)]
    [InlineData(451, "4.7.1 come back later", InconclusiveReason.PutOff)]
    [InlineData(452, "4.5.3 too many recipients", InconclusiveReason.PutOff)]
    [InlineData(421, "closing", InconclusiveReason.RateLimited)]
    [InlineData(450, "4.7.0 Too many connections", InconclusiveReason.RateLimited)]
    [InlineData(554, "too many connections from your host", InconclusiveReason.RateLimited)]
    [InlineData(554, "no SMTP service here", InconclusiveReason.TurnedAway)]
    public async Task A_reply_tells_why(int code, string text, InconclusiveReason expected) =>
        Assert.Equal(expected, await OfSessionAsync(new SmtpFailure.Refused(SmtpStage.Greeting, new SmtpReply(new ReplyCode(code), [text]))));

    [Theory]
    [InlineData(SessionFault.Closed, InconclusiveReason.SessionLost)]
    [InlineData(SessionFault.Reset, InconclusiveReason.SessionLost)]
    [InlineData(SessionFault.ReplyTimedOut, InconclusiveReason.TimedOut)]
    [InlineData(SessionFault.DeadlineExceeded, InconclusiveReason.TimedOut)]
    public async Task A_session_that_ended_tells_why(SessionFault fault, InconclusiveReason expected) =>
        Assert.Equal(expected, await OfSessionAsync(new SmtpFailure.SessionLost(SmtpStage.Greeting, fault, "lost")));

    [Theory]
    [InlineData(WithheldCause.OptedOut, InconclusiveReason.OptedOut)]
    [InlineData(WithheldCause.LeftAlone, InconclusiveReason.RateLimited)]
    [InlineData(WithheldCause.BackingOff, InconclusiveReason.RateLimited)]
    public async Task A_session_that_was_not_held_tells_why(WithheldCause cause, InconclusiveReason expected) =>
        Assert.Equal(expected, await OfSessionAsync(new SmtpFailure.Withheld(cause)));

    [Fact]
    public async Task What_is_no_SMTP_is_said_to_be_none() =>
        Assert.Equal(InconclusiveReason.NotSmtp, await OfSessionAsync(new SmtpFailure.ProtocolViolation(SmtpStage.Greeting, ProtocolFault.NotAReply, "no reply")));

    [Fact]
    public async Task Look_ups_that_failed_are_the_reason_before_all_else()
    {
        Assert.Equal(InconclusiveReason.ResolverFailure, await OfAsync(new Situation { Fails = (_, type) => type == RRType.MX }));
        Assert.Equal(InconclusiveReason.ResolverFailure, await OfAsync(new Situation { Fails = (_, type) => type is RRType.A or RRType.Aaaa }));
        Assert.Equal(InconclusiveReason.ResolverFailure, await OfAsync(new Situation { ResolverTrouble = "no answer", Fails = (_, type) => type == RRType.Txt }));
    }

    [Theory]
    [InlineData(ConnectFault.TimedOut)]
    [InlineData(ConnectFault.NoRoute)]
    [InlineData(ConnectFault.Refused)]
    public async Task An_unresponsive_server_is_inconclusive_only_where_none_can_be_reached(ConnectFault fault)
    {
        Situation situation = Unreachable(fault);
        Assert.Null(await OfAsync(situation));
        Assert.Equal(InconclusiveReason.BlockedHere, InconclusiveReasons.Of(await situation.TestAsync(), SurveyPlace.IsBlocked));
    }

    [Fact]
    public async Task What_can_be_said_has_no_reason_to_be_inconclusive()
    {
        Assert.Null(InconclusiveReasons.Of(await new Situation().TestAsync(), SurveyPlace.IsBlocked));
        // One server that speaks decides over those that do not.
        Assert.Null(await OfAsync(new Situation { Server = good => good.Address.ToString() == "192.0.2.1" ? good : Fail(good, new SmtpFailure.Withheld(WithheldCause.OptedOut)) }));
    }

    [Fact]
    public async Task Of_several_reasons_the_one_is_given_that_tells_least_of_the_domain() => Assert.Equal(
        InconclusiveReason.OptedOut,
        await OfAsync(new Situation
        {
            Server = good => Fail(good, good.Address.ToString() == "192.0.2.1"
                ? new SmtpFailure.Withheld(WithheldCause.OptedOut)
                : new SmtpFailure.SessionLost(SmtpStage.Greeting, SessionFault.Closed, "closed")),
        }));

    [Fact]
    public void Each_reason_has_a_word_of_its_own()
    {
        InconclusiveReason[] all = Enum.GetValues<InconclusiveReason>();
        Assert.Equal(all.Length, all.Select(InconclusiveReasons.WordOf).Distinct(StringComparer.Ordinal).Count());
    }

    private static Situation Unreachable(ConnectFault fault) => new()
    {
        Server = good => Fail(good, new SmtpFailure.NotConnected(fault, "none")) with { StartTls = StartTlsOutcome.Unreachable },
    };

    private static async Task<InconclusiveReason?> OfAsync(Situation situation) => InconclusiveReasons.Of(await situation.TestAsync());

    private static Task<InconclusiveReason?> OfSessionAsync(SmtpFailure failure) => OfAsync(new Situation { Server = good => Fail(good, failure) });

    private static ProbeReport Fail(ProbeReport good, SmtpFailure failure) => good with
    {
        Hello = HelloOutcome.NotReached,
        CapabilitiesBeforeTls = null,
        StartTls = StartTlsOutcome.Inconclusive,
        Tls = null,
        Failure = failure,
    };
}
