using OpenMemory;
using OpenMemory.Erasure;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Erasure.</summary>
internal static class ErasureExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static bool Run(string folder)
    {
        GrainBlob wish = new Fact { Subject = "customer-456", Relation = "wants", Object = "her money back", Confidence = 1, CreatedAt = 1768471200000 }.ToBlob();
        return Erase(wish, Path.Combine(folder, "master.keys"), Path.Combine(folder, "users.salts"));
    }

    private static bool Erase(GrainBlob wish, string masterFile, string saltFile)
    {
        // <erasure>
        MasterKeyFile.Create(masterFile);                                      // once; keep it apart from the salts and from the memory
        using MasterKeySet masters = MasterKeyFile.Read(masterFile);
        using FileUserSaltStore salts = FileUserSaltStore.Open(saltFile);
        using UserKeyRing ring = new(masters, salts);

        GrainBlob kept = ring.Seal("customer-456", wish);                      // goes into files and stores like any other grain
        bool before = ring.TryOpen("customer-456", kept.Span, out _, out _);   // true
        ErasureReceipt receipt = ring.Destroy("customer-456");
        bool after = ring.TryOpen("customer-456", kept.Span, out _, out _);    // false, here and in every copy
        Console.WriteLine(ErasureReceiptJson.Format(receipt));
        // </erasure>
        return before && !after && receipt.Salts == 1;
    }
}
