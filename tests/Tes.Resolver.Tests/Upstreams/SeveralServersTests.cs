using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>Which of several upstreams is asked, and whose answer counts.</summary>
public sealed class SeveralServersTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly Server _first = new("192.0.2.1");
    private readonly Server _second = new("192.0.2.2");

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task The_first_is_asked_while_it_answers()
    {
        using NetworkUpstreams upstreams = Both();
        for (int i = 0; i < 5; i++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal((5, 0), (_first.Asked, _second.Asked));
    }

    [Fact]
    public async Task The_second_is_asked_when_the_first_takes_its_time()
    {
        _first.Mode = null;
        using NetworkUpstreams upstreams = Both();
        Task<string> shown = upstreams.ShowAsync();
        await _first.SeenAsync();
        await _time.AdvanceAsync(ServerHealth.MaxWait);
        Assert.Equal("192.0.2.2", await shown);
    }

    [Fact]
    public async Task The_first_may_still_answer_when_the_second_has_been_asked()
    {
        _first.Mode = _second.Mode = null;
        using NetworkUpstreams upstreams = Both();
        Task<string> shown = upstreams.ShowAsync();
        await _first.SeenAsync();
        await _time.AdvanceAsync(ServerHealth.MaxWait);
        await _second.SeenAsync();
        _first.AnswerLate();
        Assert.Equal("192.0.2.1", await shown);
    }

    [Theory]
    [InlineData(ResponseCode.ServFail)]
    [InlineData(ResponseCode.Refused)]
    [InlineData(ResponseCode.FormErr)]
    [InlineData(ResponseCode.NotImp)]
    public async Task An_error_leads_to_the_next_at_once_and_stays_what_it_is_when_all_say_so(ResponseCode code)
    {
        _first.Mode = code;
        using NetworkUpstreams upstreams = Both();
        Assert.Equal("192.0.2.2", await upstreams.ShowAsync());
        _second.Mode = code;
        Assert.Equal(code switch { ResponseCode.ServFail => "ServFail", ResponseCode.Refused => "Refused", _ => "ErrorResponse" }, await upstreams.ShowAsync(Replies.Named("other")));
    }

    [Fact]
    public async Task After_an_error_a_silent_server_is_waited_for_a_while_only()
    {
        _first.Mode = ResponseCode.ServFail;
        _second.Mode = null;
        using NetworkUpstreams upstreams = Both();
        Task<string> shown = upstreams.ShowAsync();
        await _second.SeenAsync();
        long start = _time.GetTimestamp();
        while (!shown.IsCompleted)
        {
            _time.AdvanceToTimer();
            await Task.Yield();
        }

        Assert.Equal("ServFail", await shown);
        Assert.InRange(_time.GetElapsedTime(start), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_last_and_in_passing_until_it_answers()
    {
        _first.Mode = ResponseCode.Refused;
        using NetworkUpstreams upstreams = Both();
        for (int i = 0; i < 5; i++)
            Assert.Equal("192.0.2.2", await upstreams.ShowAsync());
        Assert.Equal((1, 5), (_first.Asked, _second.Asked));

        // It works again, and is found out in passing.
        _first.Mode = ResponseCode.NoError;
        _time.Advance(ServerHealth.MinHoldDown);
        Assert.Equal("192.0.2.2", await upstreams.ShowAsync());
        await _first.SeenAsync();
        string shown;
        int tries = 0;
        do
            shown = await upstreams.ShowAsync();
        while (shown != "192.0.2.1" && ++tries < 1000);
        Assert.Equal("192.0.2.1", shown);
    }

    [Fact]
    public async Task The_faster_is_asked_first_once_both_are_known()
    {
        using NetworkUpstreams upstreams = Both();
        _first.Mode = _second.Mode = null;
        Task<string> slow = upstreams.ShowAsync();
        await _first.SeenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(350));
        _first.AnswerLate();
        Assert.Equal("192.0.2.1", await slow);

        // The second is measured in passing when the time has come.
        _time.Advance(ServerHealth.MeasureAgain);
        _first.Mode = _second.Mode = ResponseCode.NoError;
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        await _second.SeenAsync();
        string shown;
        int tries = 0;
        do
            shown = await upstreams.ShowAsync();
        while (shown != "192.0.2.2" && ++tries < 1000);
        Assert.Equal("192.0.2.2", shown);
    }

    private NetworkUpstreams Both() =>
        Replies.Over(_time, new ResolverStatistics(), new UpstreamServer(_first.EndPoint), new UpstreamServer(_second.EndPoint));

    private sealed class Server : IAsyncDisposable
    {
        private readonly SemaphoreSlim _seen = new(0);
        private readonly ScriptedServer _server;
        private readonly string _address;
        private System.Net.IPEndPoint? _client;
        private Message? _last;
        private int _asked;

        public Server(string address)
        {
            _address = address;
            _server = new ScriptedServer(Answer) { Seen = client => _client = client };
        }

        public System.Net.IPEndPoint EndPoint => _server.EndPoint;

        /// <summary>RCODE of the answers; null for silence.</summary>
        public ResponseCode? Mode { get; set; } = ResponseCode.NoError;

        public int Asked => Volatile.Read(ref _asked);

        public Task SeenAsync() => _seen.WaitAsync().WaitAsync(Replies.Hang);

        public void AnswerLate() => _server.Send(_last!.Reply(_address), _client!);

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private IEnumerable<byte[]> Answer(Message query)
        {
            _last = query;
            Interlocked.Increment(ref _asked);
            ResponseCode? mode = Mode;
            _seen.Release();
            return mode switch
            {
                null => [],
                ResponseCode.NoError => [query.Reply(_address)],
                { } code => [query.Error(code)],
            };
        }
    }
}
