using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>A response while a scenario changes it, line by line of an <c>on</c> block.</summary>
internal sealed class EditableResponse(TestnetDns dns, Question question, Message genuine, Func<Question, Message?> ask, DateTimeOffset now)
{
    private readonly Dictionary<string, List<ResourceRecord>> _sections = Sections(genuine);

    private ResponseCode _responseCode = genuine.ResponseCode;
    private bool _silent;

    /// <summary>The response as it now is; null for none at all.</summary>
    public Message? Message => _silent ? null : genuine with
    {
        Questions = [question],
        ResponseCode = _responseCode,
        Answers = _sections["answer"],
        Authorities = _sections["authority"],
        Additionals = _sections["additional"],
    };

    public void Apply(ScenarioLine line)
    {
        string[] words = line.Words;
        switch (line.Word)
        {
            case "rcode":
                _responseCode = Enum.Parse<ResponseCode>(words[1], ignoreCase: true);
                break;
            case "silence":
                _silent = true;
                break;
            case "replay":
                Replay(Ask(words[1], words[2]));
                break;
            case "take":
                // take SECTION from NAME TYPE [OWNER TYPE]
                RecordFilter wanted = RecordFilter.Read(words.AsSpan(5));
                Section(line).AddRange(Sections(Ask(words[3], words[4]))[words[1]].Where(wanted.Matches));
                break;
            case "remove":
                Section(line).RemoveAll(RecordFilter.Read(words.AsSpan(2)).Matches);
                break;
            case "add":
                Section(line).AddRange(ScenarioText.Records(line.After(2)));
                break;
            case "prepend":
                Section(line).InsertRange(0, ScenarioText.Records(line.After(2)));
                break;
            case "rename":
                // rename SECTION OWNER TYPE to NAME
                Change(line, record => record with { Owner = ScenarioText.Name(words[5]) });
                break;
            case "ttl":
                // ttl SECTION OWNER TYPE SECONDS
                Change(line, record => record with { Ttl = uint.Parse(words[4], System.Globalization.CultureInfo.InvariantCulture) });
                break;
            case "corrupt":
                Change(line, record => record with { Rdata = Flipped(record.Rdata) });
                break;
            case "uppercase":
                Change(line, record => record with { Owner = ScenarioText.Name(record.Owner.ToString().ToUpperInvariant()), Rdata = Uppercased(record) });
                break;
            case "duplicate":
                Section(line).AddRange([.. Section(line).Where(RecordFilter.Read(words.AsSpan(2)).Matches)]);
                break;
            case "reverse":
                Section(line).Reverse();
                break;
            case "sign" or "resign":
                Sign(line, copies: 1);
                break;
            case "flood":
                // flood SECTION OWNER TYPE ZONE times=N: as many RRSIGs that look right and are not, before the others.
                Sign(line, copies: line.Number32("times") ?? throw line.Wrong("times=N is missing"));
                break;
            case "nsec":
                // nsec OWNER NEXT ZONE TYPE…: one of the zone's own, signed
                Prove(line, $"{words[1]} NSEC {words[2]} {Types(line, 4)}");
                break;
            case "match" or "cover":
                // match NAME ZONE TYPE…, cover NAME ZONE TYPE…: an NSEC3 at the name's hash, or from just before to just after it
                Prove(line, Nsec3(line));
                break;
            default:
                throw line.Wrong("there is no such edit");
        }
    }

    private static Dictionary<string, List<ResourceRecord>> Sections(Message message) => new()
    {
        ["answer"] = [.. message.Answers],
        ["authority"] = [.. message.Authorities],
        ["additional"] = [.. message.Additionals],
    };

    private List<ResourceRecord> Section(ScenarioLine line) =>
        _sections.TryGetValue(line.Words[1], out List<ResourceRecord>? section) ? section : throw line.Wrong("the sections are answer, authority and additional");

    private Message Ask(string name, string type) =>
        ask(new Question(ScenarioText.Name(name), ScenarioText.Type(type))) ?? throw new FormatException($"{name} {type} has no genuine response.");

    private void Replay(Message other)
    {
        _responseCode = other.ResponseCode;
        foreach ((string name, List<ResourceRecord> records) in Sections(other))
            _sections[name] = records;
    }

    private void Change(ScenarioLine line, Func<ResourceRecord, ResourceRecord> change)
    {
        RecordFilter filter = RecordFilter.Read(line.Words.AsSpan(2));
        List<ResourceRecord> section = Section(line);
        if (!section.Exists(filter.Matches))
            throw line.Wrong($"the {line.Words[1]} section has no such record");
        for (int i = 0; i < section.Count; i++)
        {
            if (filter.Matches(section[i]))
                section[i] = change(section[i]);
        }
    }

    // The other words with = are options: salt, iterations, flags, hash.
    private static string Types(ScenarioLine line, int from) => string.Join(' ', line.Words.Skip(from).Where(word => !word.Contains('=', StringComparison.Ordinal)));

    private static string Nsec3(ScenarioLine line)
    {
        string salt = line.Option("salt") ?? "";
        int iterations = line.Number32("iterations") ?? 0;
        string Hash(int offset) => ScenarioText.Hash(ScenarioText.Name(line.Words[1]), salt, iterations, offset);
        string zone = line.Words[2] == "." ? "" : line.Words[2];
        return $"{Hash(line.Word == "match" ? 0 : -1)}.{zone} NSEC3 {line.Number32("hash") ?? 1} {line.Number32("flags") ?? 0} {iterations} {(salt.Length == 0 ? "-" : salt)} {Hash(1)} {Types(line, 3)}";
    }

    private void Prove(ScenarioLine line, string record)
    {
        IReadOnlyList<ResourceRecord> proof = ScenarioText.Records(record);
        _sections["authority"].AddRange(proof);
        string zone = line.Words[line.Word == "nsec" ? 3 : 2];
        Sign(new ScenarioLine(line.Number, $"sign authority {proof[0].Owner} {proof[0].Type.ToMnemonic()} {zone}"), copies: 1);
    }

    // sign SECTION OWNER TYPE ZONE [key=… labels=… ttl=… inception=… expiration=… tag=… algorithm=… signer=… corrupt]
    private void Sign(ScenarioLine line, int copies)
    {
        List<ResourceRecord> section = Section(line);
        RecordFilter filter = RecordFilter.Read(line.Words.AsSpan(2));
        DomainName zone = ScenarioText.Name(line.Words[4]);
        ZoneKeys keys = dns.KeysOf(zone) ?? throw line.Wrong("that zone is not signed");
        RRset[] sets = [.. RRset.Group(section).Where(set => filter.Matches(set.ToRecords().First()))];
        if (sets.Length == 0)
            throw line.Wrong($"the {line.Words[1]} section has no such records");
        foreach (RRset set in sets)
        {
            if (line.Word == "resign")
                section.RemoveAll(new RecordFilter(set.Owner, RRType.Rrsig, set.Type).Matches);
            SigningKey key = line.Option("key") is { } name ? keys.Named(name) : keys.SignersOf(set.Type).First();
            IEnumerable<ResourceRecord> signatures = Enumerable.Range(0, copies)
                .Select(copy => new ResourceRecord(set.Owner, RRType.Rrsig, RRClass.IN, set.Ttl, Signature(line, set, key, zone, copy)));
            section.InsertRange(line.Word == "flood" ? 0 : section.Count, signatures.ToArray());
        }
    }

    private byte[] Signature(ScenarioLine line, RRset set, SigningKey key, DomainName zone, int copy)
    {
        int labels = line.Number32("labels") ?? set.Owner.LabelCount - (set.Owner.IsWildcard ? 1 : 0);
        // RFC 4035 §5.3.2: with fewer labels than the owner has, the wildcard is what is signed.
        DomainName signed = labels < set.Owner.LabelCount && !set.Owner.IsWildcard ? set.Owner.Suffix(labels).ToWildcard()! : set.Owner;
        var signedSet = new ZoneRRset(signed, set.Type, (uint?)line.Number32("ttl") ?? set.Ttl, () => set.Rdatas);
        SignatureFields right = SignatureFields.Right(
            signedSet, key, zone, ScenarioText.Time(line.Option("inception") ?? "-1h", now), ScenarioText.Time(line.Option("expiration") ?? "+14d", now));
        byte[] rdata = RRsetSigner.Sign(signedSet, key, right with
        {
            Labels = (byte)labels,
            Tag = (ushort?)line.Number32("tag") ?? right.Tag,
            Algorithm = (DnssecAlgorithm?)line.Number32("algorithm") ?? right.Algorithm,
            Signer = line.Option("signer") is { } signer ? ScenarioText.Name(signer) : right.Signer,
        });
        if (line.Word == "flood")
        {
            rdata[^1] ^= (byte)(1 + copy);
            rdata[^2] ^= (byte)((1 + copy) >> 8);
        }
        else if (line.Has("corrupt"))
        {
            rdata[^9] ^= 0x10;
        }

        return rdata;
    }

    // The last octet: of an address, a digest, a signature.
    private static byte[] Flipped(ReadOnlyMemory<byte> rdata)
    {
        byte[] flipped = rdata.ToArray();
        flipped[^1] ^= 0x01;
        return flipped;
    }

    private static ReadOnlyMemory<byte> Uppercased(ResourceRecord record)
    {
        if (record.Type is not (RRType.Cname or RRType.NS or RRType.Dname or RRType.MX or RRType.Nsec))
            return record.Rdata;
        byte[] octets = record.Rdata.ToArray();
        int end = record.Type == RRType.Nsec && DomainName.TryReadUncompressed(octets, out _, out int length) ? length : octets.Length;
        for (int i = 0; i < end; i++)
        {
            if (octets[i] is >= (byte)'a' and <= (byte)'z')
                octets[i] &= 0xdf;
        }

        return octets;
    }
}
