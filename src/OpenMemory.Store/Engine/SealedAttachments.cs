using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>
/// One user's sealed attachments in a backend: rows like any other, under names that tell neither whose they are nor what is inside
/// (<see cref="UserKeyRing.GetBlobNames"/>). What grains name stays the hash of the plaintext (OMS-7.1.1-1).
/// </summary>
internal readonly struct SealedAttachments(UserKeyRing ring, string userId)
{
    /// <summary>What the rows of an attachment are kept under, that of the newest master key first.</summary>
    internal CasUri[] RowsOf(CasUri uri) => Array.ConvertAll(ring.GetBlobNames(userId, uri.Address), static name => new CasUri(name));

    /// <summary>The sealed bytes; null where there are none.</summary>
    internal byte[]? Find(IStoreReader reader, CasUri uri)
    {
        foreach (CasUri row in RowsOf(uri))
        {
            if (reader.TryGetContent(row, out ReadOnlyMemory<byte> kept)) return kept.ToArray();
        }
        return null;
    }

    /// <summary>Opens an attachment; null where the user's key was destroyed.</summary>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: it does not open although there is a key.</exception>
    internal byte[]? Open(CasUri uri, byte[] kept)
    {
        try
        {
            return ring.OpenBlob(userId, uri.Address, kept);
        }
        catch (OmsException) when (IsDestroyed)
        {
            return null;
        }
    }

    /// <summary>Whether nothing of the user opens any more.</summary>
    internal bool IsDestroyed => ring.GetState(userId) == UserSaltState.Destroyed;

    /// <summary>Whether a row is somebody's sealed attachment, and not what its name is the hash of; no plain reference leads to it.</summary>
    internal static bool IsRow(CasUri name, ReadOnlySpan<byte> kept) => SealedBlob.TryReadName(kept, out _) && ContentAddress.Compute(kept) != name.Address;
}
