using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class ServerHealthTests
{
    private readonly ManualTime _time = new();
    private readonly ServerHealth _health;

    public ServerHealthTests() => _health = new ServerHealth(_time);

    // RFC 6298 §2
    [Fact]
    public void The_wait_follows_the_latency_and_its_deviation()
    {
        Assert.Equal((null, ServerHealth.InitialWait), (_health.Latency, _health.Wait));
        _health.Answered(TimeSpan.FromMilliseconds(200));
        Assert.Equal((TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(600)), (_health.Latency, _health.Wait));
        _health.Answered(TimeSpan.FromMilliseconds(600));
        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250 + (4 * 175))), (_health.Latency, _health.Wait));
        _health.Answered(null);
        Assert.Equal(TimeSpan.FromMilliseconds(250), _health.Latency);
    }

    [Fact]
    public void The_wait_stays_within_its_limits()
    {
        _health.Answered(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ServerHealth.MinWait, _health.Wait);
        for (int i = 0; i < 10; i++)
            _health.WasSilent(_time.GetTimestamp());
        Assert.Equal(ServerHealth.MaxWait, _health.Wait);
    }

    [Fact]
    public void Silence_in_a_row_makes_unsound_and_an_answer_sound()
    {
        for (int i = 1; i < ServerHealth.MaxSilences; i++)
            Assert.False(_health.WasSilent(_time.GetTimestamp()));
        Assert.True(_health.IsSound);
        Assert.True(_health.WasSilent(_time.GetTimestamp()));
        Assert.False(_health.IsSound);
        _health.Answered(null);
        Assert.True(_health.IsSound);
    }

    [Fact]
    public void A_slow_name_at_a_server_that_answers_others_is_no_silence()
    {
        for (int i = 0; i < 2 * ServerHealth.MaxSilences; i++)
        {
            long sent = _time.GetTimestamp();
            _time.Advance(TimeSpan.FromSeconds(1));
            _health.Hear(_time.GetTimestamp());
            Assert.False(_health.WasSilent(sent));
        }

        Assert.True(_health.IsSound);
    }

    [Fact]
    public void Queries_that_fail_together_count_once()
    {
        for (int i = 0; i < 100; i++)
            _health.Failed();
        _time.Advance(ServerHealth.MinHoldDown);
        Assert.True(_health.TryClaimProbe());
    }

    [Fact]
    public void A_failed_server_is_tried_again_after_growing_times()
    {
        var waits = new List<double>();
        for (int i = 0; i < 8; i++)
        {
            _health.Failed();
            int seconds = 0;
            while (!_health.TryClaimProbe())
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }

            waits.Add(seconds);
            Assert.False(_health.TryClaimProbe());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        _health.Answered(null);
        _health.Failed();
        _time.Advance(ServerHealth.MinHoldDown);
        Assert.True(_health.TryClaimProbe());
    }
}
