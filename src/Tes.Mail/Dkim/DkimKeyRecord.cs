using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tes.Dns;
using Tes.Mail.TagLists;

namespace Tes.Mail.Dkim;

/// <summary>A key record (RFC 6376 §3.6.1): well-formed as a list of tags; whether the key in it is one, <see cref="DkimPublicKey.TryImport"/> says.</summary>
public sealed class DkimKeyRecord
{
    private DkimKeyRecord(string text, TagList tags)
    {
        Text = text;
        Tags = [.. tags.Tags.Select(tag => new RecordTag(tag.Name, tag.Value, tag.Start, tag.ValueStart))];
        KeyTypeText = tags.Value("k") ?? "rsa";
        PublicKeyText = tags.Value("p")!;
        HashAlgorithms = Words(tags.Value("h"));
        ServiceTypes = Words(tags.Value("s"));
        Notes = tags.Value("n");
        foreach (string flag in Words(tags.Value("t")) ?? [])
        {
            Flags |= flag.Equals("y", StringComparison.OrdinalIgnoreCase) ? DkimKeyFlags.Testing
                : flag.Equals("s", StringComparison.OrdinalIgnoreCase) ? DkimKeyFlags.SameDomain : DkimKeyFlags.None;
        }
    }

    /// <summary>The record, one character an octet: a peer's text, to be escaped wherever it is shown, and so are all texts here.</summary>
    public string Text { get; }

    /// <summary>Its tags in order, also those that mean nothing here; values unfolded. Places are in octets.</summary>
    public IReadOnlyList<RecordTag> Tags { get; }

    /// <summary>k= as written; <c>rsa</c> without one.</summary>
    public string KeyTypeText { get; }

    /// <summary>k=; null for a type that is not known.</summary>
    public DkimKeyType? KeyType =>
        KeyTypeText.Equals("rsa", StringComparison.OrdinalIgnoreCase) ? DkimKeyType.Rsa
        : KeyTypeText.Equals("ed25519", StringComparison.OrdinalIgnoreCase) ? DkimKeyType.Ed25519
        : null;

    /// <summary>p= as written, unfolded.</summary>
    public string PublicKeyText { get; }

    /// <summary>Whether p= is empty: the key has been withdrawn.</summary>
    public bool IsRevoked => PublicKeyText.Length == 0;

    /// <summary>h=: hashes that may be used; null for all.</summary>
    public IReadOnlyList<string>? HashAlgorithms { get; }

    /// <summary>s=: services it is for; null for all.</summary>
    public IReadOnlyList<string>? ServiceTypes { get; }

    /// <summary>Whether s= takes in mail (<c>email</c> or <c>*</c>).</summary>
    public bool IsForMail => ServiceTypes?.Any(type => type == "*" || type.Equals("email", StringComparison.OrdinalIgnoreCase)) ?? true;

    /// <summary>t=; flags that are not known mean nothing.</summary>
    public DkimKeyFlags Flags { get; }

    /// <summary>n=, for people; null without one.</summary>
    public string? Notes { get; }

    /// <summary>Whether h= allows the hash of an algorithm.</summary>
    public bool Allows(DkimAlgorithm algorithm)
    {
        string hash = algorithm == DkimAlgorithm.RsaSha1 ? "sha1" : "sha256";
        return HashAlgorithms?.Contains(hash, StringComparer.OrdinalIgnoreCase) ?? true;
    }

    /// <summary>Reads a record of ASCII or UTF-8, its strings joined.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DkimKeyRecord? record, out ParseFailure failure)
    {
        record = null;
        if (!TagList.TryParse(octets, out TagList? tags, out failure))
            return false;
        // RFC 6376 §3.6.1: v=, when there, is the first tag, and DKIM1; records with another value are not for us
        if (tags.Find("v") is { } version && (version.Value != "DKIM1" || tags.Tags[0] != version))
        {
            failure = new ParseFailure(version.ValueStart, "a version that is not DKIM1, or does not stand first");
            return false;
        }

        if (tags.Find("p") is null)
        {
            failure = new ParseFailure(0, "no tag p=");
            return false;
        }

        record = new DkimKeyRecord(Encoding.Latin1.GetString(octets), tags);
        return true;
    }

    private static string[]? Words(string? text) => text?.Split(':', StringSplitOptions.TrimEntries);
}
