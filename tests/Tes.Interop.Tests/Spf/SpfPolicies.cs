using System.Globalization;
using System.Text;

namespace Tes.Interop.Tests.Spf;

/// <summary>Policies and envelopes made up from a seed, the same in every run.</summary>
internal sealed class SpfPolicies
{
    private const int Seed = 7208;
    private const int Domains = 51;
    private const int EnvelopesOfDomain = 4;
    private const int Hosts = 6;
    private const int StringLength = 200;

    private static readonly string[] Clients = ["192.0.2.1", "192.0.2.2", "192.0.2.5", "198.51.100.9", "203.0.113.77", "2001:db8::1", "2001:db8::5", "::ffff:192.0.2.1"];
    private static readonly string[] LocalParts = ["alice", "strong-bad", "a.b.c", "x+tag", "Bob_Smith", "l%ength"];

    private readonly Random _random = new(Seed);

    private SpfPolicies()
    {
        Envelopes = [.. Enumerable.Range(0, Domains).SelectMany(domain => Enumerable.Range(0, EnvelopesOfDomain).Select(_ => Envelope(domain)))];
        Zone = Write();
    }

    /// <summary>Address, reverse-path and HELO name.</summary>
    public IReadOnlyList<SpfEnvelope> Envelopes { get; }

    /// <summary>A root zone with everything.</summary>
    public string Zone { get; }

    public static SpfPolicies Make() => new();

    private SpfEnvelope Envelope(int domain)
    {
        var name = NameOf(domain);
        var from = _random.Next(8) switch
        {
            0 => "",
            1 => $"@{name}",
            2 => $"{Any(LocalParts)}@nowhere.spf.example",
            _ => $"{Any(LocalParts)}@{name}",
        };
        return new SpfEnvelope(Any(Clients), from, Any([name, $"h{_random.Next(Hosts)}.spf.example", "localhost", "[192.0.2.1]", "nowhere.spf.example"]));
    }

    private string Write()
    {
        var zone = new StringBuilder("$TTL 60\n. SOA ns. host. 1 60 60 60 60\n. NS ns.\nns. A 127.0.0.1\n");
        for (var host = 0; host < Hosts; host++)
        {
            zone.Append(CultureInfo.InvariantCulture, $"h{host}.spf.example. A 192.0.2.{host}\n");
            if (host % 2 == 1)
            {
                zone.Append(CultureInfo.InvariantCulture, $"h{host}.spf.example. AAAA 2001:db8::{host}\n");
            }

            zone.Append(CultureInfo.InvariantCulture, $"mx.spf.example. MX {host} h{host}.spf.example.\n");
            zone.Append(CultureInfo.InvariantCulture, $"{host}.2.0.192.in-addr.arpa. PTR h{host}.spf.example.\n");
        }

        zone.Append("alias.spf.example. CNAME h1.spf.example.\nwhy.spf.example. TXT \"%{i} may not, %{l} of %{o}, see http://%{d}/?%{L}\"\n");
        zone.Append("alice.l.spf.example. A 127.0.0.2\nbad.strong.l.spf.example. A 127.0.0.2\n1.2.0.192.in-addr.r.spf.example. A 127.0.0.2\nh1.spf.example.p.spf.example. A 127.0.0.2\n");
        for (var domain = 0; domain < Domains; domain++)
        {
            var name = NameOf(domain);
            var policy = Policy(domain);
            var strings = policy.Chunk(StringLength).Select(part => $"\"{new string(part)}\"");
            zone.Append(CultureInfo.InvariantCulture, $"{name}. TXT {string.Join(' ', strings)}\n");
            zone.Append(CultureInfo.InvariantCulture, $"{name}. A 192.0.2.{domain % 8}\n{name}. MX 10 h{domain % Hosts}.spf.example.\n");
            if (domain % 19 == 18)
            {
                zone.Append(CultureInfo.InvariantCulture, $"{name}. TXT \"v=spf1 -all\"\n");
            }
        }

        return zone.ToString();
    }

    private string Policy(int domain)
    {
        List<string> terms = ["v=spf1"];
        for (var count = _random.Next(1, 7); count > 0; count--)
        {
            terms.Add(Any(["", "", "", "-", "~", "?"]) + Mechanism(domain));
        }

        if (_random.Next(8) == 0)
        {
            terms.Insert(_random.Next(1, terms.Count + 1), Any(["foo=bar:%{d}", "exists", "a:", "ip4:192.0.2", "all:x", "exp=%{q}.example", "a:%(d)", "redirect=", "x.y-z_1=%%", "ip4:192.0.2.0/033"]));
        }

        terms.Add(Any(["-all", "~all", "?all", "+all", "", $"redirect={Earlier(domain)}", "redirect=nowhere.spf.example"]));
        if (_random.Next(2) == 0)
        {
            terms.Add(Any(["exp=why.spf.example", "exp=nowhere.spf.example", "exp=%{d}"]));
        }

        return string.Join(' ', terms).TrimEnd();
    }

    private string Mechanism(int domain) => Any([
        "a", "mx", "ptr", "a/30", "mx//64", "a:alias.spf.example", "a:nowhere.spf.example", "mx:nowhere.spf.example", "a:%{h}", "ptr:%{d}", "ptr:spf.example",
        "mx:mx.spf.example/29", $"include:{Earlier(domain)}", $"include:{Earlier(domain)}", "include:why.spf.example", "exists:%{l}.l.spf.example", "exists:%{lr-}.l.spf.example",
        "exists:%{ir}.%{v}.r.spf.example", "exists:%{p}.p.spf.example", "exists:%{l1r+-}.%{d2}", "ip4:192.0.2.0/30", "ip4:203.0.113.77", "ip6:2001:db8::/64", "ip6:2001:db8::5/127", "ip4:198.51.100.9/0",
    ]);

    private string Earlier(int domain) => domain == 0 ? "nowhere.spf.example" : NameOf(_random.Next(domain));

    private static string NameOf(int domain) => string.Create(CultureInfo.InvariantCulture, $"d{domain}.spf.example");

    private T Any<T>(T[] of) => of[_random.Next(of.Length)];
}
