namespace OpenMemory.Erasure;

/// <summary>
/// Says that a user's salts were destroyed, without saying who it was. Each receipt holds the hash of the one before, so that none can
/// be changed, left out or moved without the chain showing it; cutting off the newest ones shows to whoever keeps a later receipt.
/// </summary>
/// <param name="Number">1 for the first receipt of a store, and so on.</param>
/// <param name="Token">The user's blind-index token under the master key of <paramref name="MasterKeyVersion"/>.</param>
/// <param name="MasterKeyVersion">The version of the master key.</param>
/// <param name="DestroyedAt">When.</param>
/// <param name="Salts">How many salts were destroyed: one for each version the user had; 0 where there was none, and none can be made now.</param>
/// <param name="Previous">The <see cref="Hash"/> of the receipt before; zeros in the first one.</param>
public sealed record ErasureReceipt(
    long Number, BlindToken Token, uint MasterKeyVersion, EpochMilliseconds DestroyedAt, int Salts, ContentAddress Previous)
{
    private const int Version = 1;

    /// <summary>SHA-256 of <see cref="ToBytes"/>: what the next receipt holds, and what a signature covers.</summary>
    public ContentAddress Hash => ContentAddress.Compute(ToBytes());

    /// <summary>Makes the receipt that follows another one.</summary>
    /// <param name="previous">The newest receipt, or null for the first.</param>
    /// <param name="name">The user.</param>
    /// <param name="destroyedAt">When.</param>
    /// <param name="salts">How many salts were destroyed.</param>
    /// <returns>The receipt.</returns>
    public static ErasureReceipt After(ErasureReceipt? previous, in UserSaltName name, EpochMilliseconds destroyedAt, int salts) =>
        new((previous?.Number ?? 0) + 1, name.Token, name.MasterKeyVersion, destroyedAt, salts, previous?.Hash ?? default);

    /// <summary>The receipt as a canonical MessagePack map with the keys <c>at kv n prev salts tok v</c>.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes()
    {
        Span<byte> hash = stackalloc byte[ContentAddress.SizeInBytes];
        Previous.CopyTo(hash);
        CanonicalWriter writer = new();
        writer.Reset(0, new(int.MaxValue, 1), []);
        writer.BeginMap();
        writer.WriteKey("at"u8);
        writer.WriteInteger(DestroyedAt.Value);
        writer.WriteKey("kv"u8);
        writer.WriteInteger(MasterKeyVersion);
        writer.WriteKey("n"u8);
        writer.WriteInteger(Number);
        writer.WriteKey("prev"u8);
        writer.WriteBytes(hash);
        writer.WriteKey("salts"u8);
        writer.WriteInteger(Salts);
        writer.WriteKey("tok"u8);
        BlindToken token = Token;
        writer.WriteBytes(token);
        writer.WriteKey("v"u8);
        writer.WriteInteger(Version);
        writer.EndMap();
        return writer.Written.ToArray();
    }
}
