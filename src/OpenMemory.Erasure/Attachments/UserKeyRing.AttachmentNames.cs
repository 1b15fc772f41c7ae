namespace OpenMemory.Erasure;

public sealed partial class UserKeyRing
{
    private const string BlobNameField = "oms:sealed-attachment:v1";

    /// <summary>
    /// What a store keeps a user's sealed attachment under, for each version of the master key, the newest first. Two users have two names
    /// for one attachment, and only who has the master key can compute them: a guess of the bytes cannot be tested against a store's file.
    /// </summary>
    /// <param name="userId">The user; any user has names, with a key or without.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <returns>The names.</returns>
    internal ContentAddress[] GetBlobNames(string userId, ContentAddress address) => Array.ConvertAll(_masters.Keys, master =>
    {
        using BlindIndex index = master.CreateIndex(BlobNameField);
        Span<byte> name = stackalloc byte[BlindToken.SizeInBytes];
        index.Compute($"{master.NameOf(userId).Token}{address}").CopyTo(name);
        return new ContentAddress(name);
    });
}
