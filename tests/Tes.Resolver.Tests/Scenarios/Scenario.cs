using Tes.Dns.Dnssec;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>One scenario: zones, what their servers answer, and what must come of look-ups. Its form is described in testdata/README.md.</summary>
internal sealed class Scenario
{
    private readonly Clock _clock = new();
    private readonly IReadOnlyList<ScenarioBlock> _blocks;
    private readonly TestnetDns _dns;
    private readonly ScenarioUpstream _upstream;
    private readonly ResolverOptions _options;

    public Scenario(string text)
    {
        _blocks = ScenarioBlock.Read(text);
        if (Find("clock") is { } clock)
            _clock.Now = ScenarioText.Time(clock.Words[1], _clock.Now);
        _dns = new TestnetDns(ScenarioZones.Read(_blocks), _clock, Find("seed")?.Words[1] ?? "scenario");
        _upstream = new ScenarioUpstream(_dns, _clock);
        // Scenarios are about what each response proves by itself.
        _options = new ResolverOptions { Upstreams = [], AggressiveDenial = AggressiveDenial.Ignore, TrustAnchors = Internet.Anchors(ReadAnchors()), Policy = ReadPolicy() };
    }

    /// <summary>Does what the blocks say, in their order.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var resolver = new ValidatingResolver(_options, _clock, _upstream);
        int asks = 0;
        foreach (ScenarioBlock block in _blocks)
        {
            switch (block.Head.Word)
            {
                case "on":
                    _upstream.Edits.Enqueue(block);
                    break;
                case "honest":
                    _upstream.Edits.Clear();
                    break;
                case "wait":
                    _clock.Now += ScenarioText.Duration(block.Head.Words[1]);
                    break;
                case "fresh":
                    await resolver.DisposeAsync();
                    resolver = new ValidatingResolver(_options, _clock, _upstream);
                    break;
                case "ask":
                    asks++;
                    _upstream.Asked.Clear();
                    Answer answer = await resolver.ResolveAsync(ScenarioText.Name(block.Head.Words[1]), ScenarioText.Type(block.Head.Words[2]), cancellationToken);
                    foreach (ScenarioLine line in block.Body)
                        Expectation.Check(line, answer, [.. _upstream.Asked]);
                    break;
                case "title" or "rule" or "note" or "zone" or "key" or "ds" or "anchor" or "clock" or "policy" or "seed":
                    break;
                default:
                    throw block.Head.Wrong("there is no such block");
            }
        }

        await resolver.DisposeAsync();
        Assert.True(Find("title") is not null && Find("rule") is not null, "a scenario has a title and a rule");
        Assert.True(asks > 0 && _blocks.All(block => block.Head.Word != "ask" || block.Body.Any(line => line.Word == "expect")), "a scenario asks and expects");
        Assert.All(_blocks.Where(block => block.Head.Word == "on"), block => Assert.True(_upstream.Used.ContainsKey(block), $"line {block.Head.Number} never came into play"));
    }

    private ScenarioLine? Find(string word) => _blocks.FirstOrDefault(block => block.Head.Word == word)?.Head;

    // anchor ZONE ds|dnskey [KEY digest=… algorithm=… tag=… wrong]; without any, the DS of the root
    private string ReadAnchors()
    {
        string[] anchors = [.. _blocks.Where(block => block.Head.Word == "anchor").Select(block => ReadAnchor(block.Head))];
        return anchors.Length == 0 ? _dns.TrustAnchorDs : string.Join('\n', anchors);
    }

    private string ReadAnchor(ScenarioLine line)
    {
        ZoneKeys keys = _dns.KeysOf(ScenarioText.Name(line.Words[1])) ?? throw line.Wrong("that zone is not signed");
        SigningKey key = line.Option("key") is { } name ? keys.Named(name) : keys.KeySigningKey;
        var ds = new ScenarioLine(line.Number, $"ds {line.Words[1]} {key.Declared.Name} {line.After(3 - (line.Words.Length < 4 ? 1 : 0))}");
        string rdata = line.Words[2] == "ds" ? Convert.ToHexString(keys.Ds(ScenarioZones.ReadDs(ds))) : Convert.ToHexString(key.Dnskey);
        return $"{line.Words[1]} {(line.Words[2] == "ds" ? "DS" : "DNSKEY")} \\# {rdata.Length / 2} {rdata}";
    }

    private DnssecPolicy ReadPolicy()
    {
        var policy = DnssecPolicy.Default;
        if (Find("policy") is not { } line)
            return policy;
        return policy with
        {
            Sha1 = line.Option("sha1") == "unsupported" ? Sha1Handling.TreatAsUnsupported : policy.Sha1,
            ClockSkew = line.Option("skew") is { } skew ? ScenarioText.Duration(skew) : policy.ClockSkew,
            MaxNsec3Iterations = line.Number32("iterations") ?? policy.MaxNsec3Iterations,
        };
    }
}
