using System.Diagnostics.CodeAnalysis;

namespace Tes.Mail.Dkim;

/// <summary>
/// Imported keys by what p= says, so nothing in it can go out of date. Bounded: a thousand keys of the usual size are about 2 MB. It serves several threads.
/// </summary>
public sealed class DkimKeyCache
{
    /// <summary>Keys that are kept. Own limit: most mail comes from far fewer signers.</summary>
    public const int Capacity = 1024;

    // Two generations: what was asked for since the last change of generation survives the next.
    private readonly Lock _lock = new();
    private Dictionary<(DkimKeyType? Type, string Text), DkimPublicKey> _young = [];
    private Dictionary<(DkimKeyType? Type, string Text), DkimPublicKey> _old = [];

    /// <summary>As <see cref="DkimPublicKey.TryImport"/>, which is called for keys that are not here.</summary>
    public bool TryImport(DkimKeyRecord record, [NotNullWhen(true)] out DkimPublicKey? key, out DkimFault fault, out string reason)
    {
        ArgumentNullException.ThrowIfNull(record);
        (DkimKeyType?, string) index = (record.KeyType, record.PublicKeyText);
        lock (_lock)
        {
            if (_young.TryGetValue(index, out key) || _old.TryGetValue(index, out key))
            {
                Keep(index, key);
                (fault, reason) = (default, string.Empty);
                return true;
            }
        }

        if (!DkimPublicKey.TryImport(record, out key, out fault, out reason))
            return false;
        lock (_lock)
            Keep(index, key);
        return true;
    }

    private void Keep((DkimKeyType? Type, string Text) index, DkimPublicKey key)
    {
        if (!_young.TryAdd(index, key) || _young.Count < Capacity / 2)
            return;
        _old = _young;
        _young = [];
    }
}
