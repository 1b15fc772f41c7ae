namespace OpenMemory.Erasure.Tests;

/// <summary>The examples of README and docs/erasure.md, compiled and run; the documents show the lines between the marks.</summary>
internal static class ErasureExamples
{
    internal static UserSaltState Readme(MasterKeySet masterKeys, IUserSaltStore userSalts, Fact fact)
    {
        // <readme>
        using UserKeyRing ring = new(masterKeys, userSalts);
        GrainBlob sealedGrain = ring.Seal("customer-456", fact.ToBlob());
        ErasureReceipt receipt = ring.Destroy("customer-456"); // from here on nothing opens it
        // </readme>
        return receipt.Salts == 1 && !ring.TryOpen("customer-456", sealedGrain.Span, out _, out _) ? ring.GetState("customer-456") : UserSaltState.Active;
    }

    internal static bool Erasure(Fact fact)
    {
        // <erasure>
        using MasterKeySet masters = MasterKeyFile.Read("master.keys");          // or a key from your key management service
        using FileUserSaltStore salts = FileUserSaltStore.Open("users.salts");
        using UserKeyRing ring = new(masters, salts);

        GrainBlob sealedGrain = ring.Seal("customer-456", fact.ToBlob());          // a grain like any other: files, streams, stores
        GrainBlob opened = ring.Open("customer-456", sealedGrain.Span);            // the same bytes, the same address
        BlindToken token = ring.GetToken("customer-456");                          // finds the customer's grains without naming the customer

        ErasureReceipt receipt = ring.Destroy("customer-456");
        ring.GetState("customer-456");                                             // Destroyed: nothing of theirs opens any more, anywhere
        // </erasure>
        return SealedView.TryParse(sealedGrain.Span, out SealedView view) && opened.Address == fact.ToBlob().Address && token.Equals(view.Token) && receipt.Token == token
            && ring.GetState("customer-456") == UserSaltState.Destroyed && !ring.TryOpen("customer-456", sealedGrain.Span, out _, out _);
    }

    internal static async Task<byte[]> Attachments(UserKeyRing ring, byte[] scan, Stream source, Stream destination)
    {
        // <attachments>
        byte[] sealedScan = ring.SealBlob("customer-456", scan, out ContentAddress address);  // cas://sha256:<address>
        byte[] again = ring.OpenBlob("customer-456", address, sealedScan);                     // tags and address are checked first
        await ring.SealBlobAsync("customer-456", address, source, destination);                // any length, bounded memory
        // </attachments>
        return again;
    }
}
