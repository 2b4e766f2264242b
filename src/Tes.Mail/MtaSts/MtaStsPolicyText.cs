using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.MtaSts;

/// <summary>Reads the lines of a policy (RFC 8461 §3.2 has the grammar).</summary>
internal sealed class MtaStsPolicyText
{
    private readonly List<RecordTag> _fields = [];
    private readonly List<RecordRemark> _remarks = [];
    private readonly List<MxPattern> _mx = [];
    private readonly Dictionary<string, RecordTag> _once = new(StringComparer.Ordinal);

    public static bool TryParse(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out MtaStsPolicy? policy, out ParseFailure failure)
    {
        policy = null;
        if (octets.Length > MtaStsLimits.MaxPolicyLength)
            return Fail(MtaStsLimits.MaxPolicyLength, "a policy of more than 64 KiB", out failure);
        var text = new MtaStsPolicyText();
        int start = 0;
        while (start < octets.Length)
        {
            // RFC 8461 §3.2: lines end with LF or CRLF, the last one with nothing, too
            int length = octets[start..].IndexOf((byte)'\n');
            int end = length < 0 ? octets.Length : start + length;
            ReadOnlySpan<byte> line = octets[start..end];
            if (length >= 0 && line is [.., (byte)'\r'])
                line = line[..^1];
            if (!text.TryAddLine(line, start, out failure))
                return false;
            start = end + 1;
        }

        return text.TryFinish(octets.Length, out policy, out failure);
    }

    private bool TryAddLine(ReadOnlySpan<byte> line, int start, out ParseFailure failure)
    {
        failure = default;
        line = line.TrimEnd(" \t"u8);
        if (line.IsEmpty)
        {
            _remarks.Add(new RecordRemark(start, "an empty line"));
            return true;
        }

        int colon = line.IndexOf((byte)':');
        if (colon < 0)
            return Fail(start, "a line without a colon", out failure);
        string name = Encoding.Latin1.GetString(line[..colon]);
        if (!TagListText.IsExtensionName(name))
            return Fail(start, "a field name with characters that it may not have", out failure);
        int valueStart = colon + 1;
        while (valueStart < line.Length && line[valueStart] is (byte)' ' or (byte)'\t')
            valueStart++;
        if (valueStart == line.Length)
            return Fail(start + colon + 1, "a field without a value", out failure);
        if (!TryReadValue(line[valueStart..], out string? value))
            return Fail(start + valueStart, "a value that is not printable text in UTF-8", out failure);
        var field = new RecordTag(name, value, start, start + valueStart);
        _fields.Add(field);
        return Add(field, out failure);
    }

    private bool Add(RecordTag field, out ParseFailure failure)
    {
        failure = default;
        if (field.Name == "mx")
        {
            if (!MxPattern.TryParse(field.Value, out MxPattern? pattern))
                return Fail(field.ValueOffset, "an mx that is neither a host name nor *. and a name", out failure);
            _mx.Add(pattern);
            return true;
        }

        if (field.Name is not ("version" or "mode" or "max_age"))
            _remarks.Add(new RecordRemark(field.Offset, "an unknown field, which is ignored"));
        // RFC 8461 §3.2: of a field that is not to be repeated the first counts
        else if (!_once.TryAdd(field.Name, field))
            _remarks.Add(new RecordRemark(field.Offset, "a field that stands twice; the first counts"));
        return true;
    }

    private bool TryFinish(int length, [NotNullWhen(true)] out MtaStsPolicy? policy, out ParseFailure failure)
    {
        policy = null;
        foreach (string name in (ReadOnlySpan<string>)["version", "mode", "max_age"])
        {
            if (!_once.ContainsKey(name))
                return Fail(length, $"there is no {name}", out failure);
        }

        RecordTag version = _once["version"];
        if (version.Value != "STSv1")
            return Fail(version.ValueOffset, "a version that is not STSv1", out failure);
        RecordTag mode = _once["mode"];
        MtaStsMode? read = mode.Value switch { "enforce" => MtaStsMode.Enforce, "testing" => MtaStsMode.Testing, "none" => MtaStsMode.None, _ => null };
        if (read is null)
            return Fail(mode.ValueOffset, "a mode that is not enforce, testing or none", out failure);
        RecordTag age = _once["max_age"];
        // RFC 8461 §3.2: 1*10(DIGIT), a year at most
        if (age.Value.Length > 10 || !long.TryParse(age.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > MtaStsLimits.MaxMaxAge)
            return Fail(age.ValueOffset, "a max_age that is not a number of seconds from 0 to 31557600", out failure);
        if (_mx.Count == 0 && read != MtaStsMode.None)
            return Fail(length, "there is no mx", out failure);
        failure = default;
        policy = new MtaStsPolicy(read.Value, (int)seconds, _mx, _fields, _remarks);
        return true;
    }

    // RFC 8461 §3.2, sts-policy-ext-value: printable, spaces within, other scripts in UTF-8
    private static bool TryReadValue(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!System.Text.Unicode.Utf8.IsValid(octets) || octets.ContainsAnyInRange((byte)0, (byte)0x1f) || octets.Contains((byte)0x7f))
            return false;
        value = Encoding.UTF8.GetString(octets);
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
