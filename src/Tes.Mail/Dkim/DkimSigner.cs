using System.Globalization;
using System.Text;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Mail.Dkim;

/// <summary>Signs messages (RFC 6376 §5, RFC 8463).</summary>
public static class DkimSigner
{
    // RFC 5322 §2.1.1: lines SHOULD have at most 78 characters
    internal const int LineWidth = 78;

    // What cannot travel unchanged, or that readers take in different ways (RFC 6376 §5.3, §8.15).
    private const MessageFlaws Unsignable = MessageFlaws.MalformedField | MessageFlaws.BareCr | MessageFlaws.BareLf | MessageFlaws.Nul
        | MessageFlaws.HeaderNotUtf8 | MessageFlaws.HeaderNotEnded | MessageFlaws.LongLine;

    /// <summary>Signs a message with every key.</summary>
    /// <param name="message">The message; CRLF line ends.</param>
    /// <param name="keys">One or more keys with their selectors.</param>
    /// <param name="options">Whose signature, and of what.</param>
    public static DkimSigning Sign(MailMessage message, IReadOnlyList<DkimSigningKey> keys, DkimSignerOptions options)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(options);
        if (ReasonAgainst(message, keys, options) is { } reason)
            return new DkimSigning.Refused(reason);
        BodyHashes body = BodyDigest.Compute(message.Body.Span, options.BodyCanonicalization, []);
        var header = new SignedHeader(message.Fields);
        string[] names = [.. NamesToSign(header, options)];
        if (names.Length > DkimLimits.MaxSignedFields)
            return new DkimSigning.Refused("the message has more fields to sign than the limit");
        var fields = new StringBuilder();
        foreach (DkimSigningKey key in keys)
            fields.Append(SignWith($"{DkimSignature.FieldName}: v=1;", key, header, names, body.Whole, options));
        return new DkimSigning.Signed(Encoding.UTF8.GetBytes(fields.ToString()));
    }

    /// <summary>Why a signature would not last or not be believed; null where nothing stands against it.</summary>
    internal static string? ReasonAgainst(MailMessage message, IReadOnlyList<DkimSigningKey> keys, DkimSignerOptions options)
    {
        MessageFlaws flaws = message.Flaws & Unsignable;
        if (flaws != MessageFlaws.None)
            return $"the message is malformed ({flaws}), and its signature would not last or not be believed";
        if (message.FieldsNamed("From").Count() != 1)
            return "the message does not have one From field";
        if (options.Domain.LabelCount < 2)
            return "the signing domain has fewer than two labels";
        if (keys.Any(key => !DkimKeyName.TryMake(key.Selector, options.Domain, out _)))
            return "a selector is none, or makes a name too long";
        if (!options.OverSignedFields.Concat(options.SignedFields).Contains("From", StringComparer.OrdinalIgnoreCase))
            return "From is not among the fields to sign";
        if (options.OverSignedFields.Concat(options.SignedFields).Any(name => name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.AsSpan().ContainsAny(':', ';')))
            return "a name of a field to sign is none";
        if (options.Lifetime is { } lifetime && lifetime < TimeSpan.FromSeconds(1))
            return "a signature that expires at once";
        return options.AgentIdentifier is { } agent && !IsAgentOf(agent, options.Domain)
            ? "the identifier (i=) is not an address at or below the signing domain, or needs quoting"
            : null;
    }

    private static bool IsAgentOf(string agent, DomainName domain)
    {
        int at = agent.LastIndexOf('@');
        // dkim-quoted-printable (RFC 6376 §2.11) without what would have to be quoted
        return at >= 0 && !agent.AsSpan().ContainsAnyExceptInRange('!', '~') && !agent.AsSpan().ContainsAny(';', '=')
            && InternationalDomain.TryParse(agent[(at + 1)..], out DomainName? name) && name.IsAtOrBelow(domain);
    }

    /// <summary>The names for h=.</summary>
    internal static IEnumerable<string> NamesToSign(SignedHeader header, DkimSignerOptions options)
    {
        foreach (string name in options.OverSignedFields.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            for (int i = header.Count(name); i >= 0; i--)
                yield return name;
        }

        foreach (string name in options.SignedFields.Except(options.OverSignedFields, StringComparer.OrdinalIgnoreCase))
        {
            for (int i = header.Count(name); i > 0; i--)
                yield return name;
        }
    }

    /// <summary>Makes one field.</summary>
    /// <param name="start">Its name and first tag: v= of DKIM-Signature, i= of ARC-Message-Signature (RFC 8617 §4.1.2).</param>
    /// <param name="key">The key.</param>
    /// <param name="header">The fields of the message.</param>
    /// <param name="names">h=.</param>
    /// <param name="bodyHash">bh=.</param>
    /// <param name="options">The rest.</param>
    /// <returns>The field with its CRLF.</returns>
    internal static string SignWith(string start, DkimSigningKey key, SignedHeader header, string[] names, byte[] bodyHash, DkimSignerOptions options)
    {
        var text = new FoldedText(start, LineWidth);
        text.AppendWord($"a={DkimWords.Of(key.Key.Algorithm)};");
        text.AppendWord($"c={DkimWords.Of(options.HeaderCanonicalization)}/{DkimWords.Of(options.BodyCanonicalization)};");
        text.AppendWord($"d={options.Domain.ToDisplayString()};");
        text.AppendWord($"s={key.Selector};");
        if (options.AgentIdentifier is { } agent)
            text.AppendWord($"i={agent};");
        long time = options.Time.ToUnixTimeSeconds();
        text.AppendWord(string.Create(CultureInfo.InvariantCulture, $"t={time};"));
        if (options.Lifetime is { } lifetime)
            text.AppendWord(string.Create(CultureInfo.InvariantCulture, $"x={time + (long)lifetime.TotalSeconds};"));
        text.AppendParts("h=", names.Select((name, index) => name + (index == names.Length - 1 ? ";" : ":")));
        text.AppendWord($"bh={Convert.ToBase64String(bodyHash)};");
        return Complete(text, key, (own, range) => header.Hash(names, own, range, options.HeaderCanonicalization));
    }

    /// <summary>Ends a field with b=.</summary>
    /// <param name="text">The field so far.</param>
    /// <param name="key">The key.</param>
    /// <param name="hashOf">The hash to sign, of the field with an empty b= and where the value of that stands.</param>
    /// <returns>The field with its CRLF.</returns>
    internal static string Complete(FoldedText text, DkimSigningKey key, Func<HeaderField, (int Start, int End), byte[]> hashOf)
    {
        text.AppendWord("b=");
        byte[] unsigned = Encoding.UTF8.GetBytes(text.ToString());
        _ = HeaderField.TryRead(unsigned, out HeaderField? own);
        text.AppendChunks(Convert.ToBase64String(key.Key.Sign(hashOf(own!, (unsigned.Length, unsigned.Length)))));
        return text + "\r\n";
    }
}
