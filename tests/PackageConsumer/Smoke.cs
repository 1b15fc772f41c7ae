using System.Buffers;
using OpenMemory;
using OpenMemory.Compression;
using OpenMemory.Erasure;
using OpenMemory.Signing;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace PackageConsumer;

/// <summary>What must work after trimming too: bytes, addresses, files, seals, signatures, stores.</summary>
internal static class Smoke
{
    /// <summary>Section 21.1 of the specification, and its published address.</summary>
    private static readonly Fact s_vector = new()
    {
        Subject = "user", Relation = "prefers", Object = "dark mode", Confidence = 0.9, SourceType = "user_explicit", CreatedAt = 1768471200000,
        Namespace = "shared", AuthorDid = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    };

    private const string VectorAddress = "3288d0d41cf49a1d428e404f0b6a6fe60388be9536937557f6139b813d53a520";

    internal static IEnumerable<(string Name, Func<string, Task<bool>> Run)> All =>
    [
        ("encode and address", Encode), ("three kinds through JSON and back", Json), ("a container", Container), ("a compressed container", Compressed),
        ("seal, open, destroy", Seal), ("sign and verify with Ed25519", _ => Sign(SignatureAlgorithm.EdDsa)), ("sign and verify with ES256", _ => Sign(SignatureAlgorithm.Es256)),
        ("a store in memory", async _ => { await using InMemoryGrainStore store = new(); return await Store(store); }),
        ("a store in SQLite", async _ => { await using SqliteGrainStore store = SqliteGrainStore.Open("memory.db"); return await Store(store); }),
        ("bad bytes are refused with their rule", Refuse),
    ];

    private static Task<bool> Encode(string folder)
    {
        GrainBlob blob = s_vector.ToBlob();
        ArrayBufferWriter<byte> written = new();
        ContentAddress address = GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(s_vector)), written);
        return Task.FromResult(blob.Address.ToString() == VectorAddress && address == blob.Address && written.WrittenSpan.SequenceEqual(blob.Span)
            && GrainView.Parse(blob.Span).TryGet(Field.Object, out FieldValue value) && value.Utf8.SequenceEqual("dark mode"u8));
    }

    private static Task<bool> Json(string folder)
    {
        Grain[] kinds =
        [
            s_vector, new Event { Content = "The invoice is wrong", Role = "user", CreatedAt = 1768471200000 },
            new Goal { Description = "Correct the invoice", GoalState = "active", CreatedAt = 1768471200000 },
        ];
        return Task.FromResult(Array.TrueForAll(kinds, static grain => GrainJson.Parse(GrainJson.ToJson(grain)).ToBlob().Address == grain.ToBlob().Address));
    }

    private static Task<bool> Container(string folder) => Task.FromResult(WriteAndRead(new()));

    private static Task<bool> Compressed(string folder) => Task.FromResult(WriteAndRead(new() { Sorted = true, Codec = SystemCodecs.Zstd }) && WriteAndRead(new() { Codec = SystemCodecs.Lz4 }));

    private static bool WriteAndRead(MgWriterOptions options)
    {
        using (MgFileWriter writer = MgFileWriter.Create("memory.mg", options))
        {
            for (int i = 0; i < 1000; i++) writer.Add((s_vector with { CreatedAt = 1768471200000 + i }).ToBlob());
            writer.Complete();
        }
        using MgFileReader file = MgFileReader.Open("memory.mg", new() { Codecs = SystemCodecs.All });
        return file.Verify(MgCheck.Canonical).IsSound && file.Count == 1000 && file.TryFind(ContentAddress.Parse(VectorAddress), out int index) && file.GetBlob(index).ToGrain() is Fact;
    }

    private static Task<bool> Seal(string folder)
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using FileUserSaltStore salts = FileUserSaltStore.Open("users.salts");
        using UserKeyRing ring = new(masters, salts);
        GrainBlob sealedGrain = ring.Seal("customer-456", s_vector.ToBlob());
        bool opened = ring.Open("customer-456", sealedGrain.Span).Address.ToString() == VectorAddress;
        ring.Destroy("customer-456");
        return Task.FromResult(opened && !ring.TryOpen("customer-456", sealedGrain.Span, out _, out _));
    }

    private static async Task<bool> Sign(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm);
        GrainBlob signed = GrainSigning.Sign((s_vector with { IsSigned = true, AuthorDid = key.KeyId }).ToBlob(), key);
        SignatureCheck check = await new SignatureVerifier().VerifyAsync(signed.Delivered);
        byte[] forged = signed.Delivered.ToArray();
        forged[^1] ^= 1;
        SignatureCheck other = await new SignatureVerifier().VerifyAsync(forged);
        return check.IsVerified && check.SignerIsAuthor == true && !other.IsVerified;
    }

    private static async Task<bool> Store(IGrainStore store)
    {
        ContentAddress old = await store.AddAsync(s_vector);
        ContentAddress now = await store.ReplaceAsync(old, s_vector with { Object = "light mode", CreatedAt = 1768471200001 });
        GrainPage current = await store.QueryAsync(new() { Subject = "user" });
        StoredGrain? head = await store.GetCurrentAsync(old);
        SubjectErasure erasure = await store.EraseSubjectAsync("user");
        return current.Results.Count == 1 && head!.Address == now && erasure.Erased.Count == 2 && !await store.ExistsAsync(now);
    }

    private static Task<bool> Refuse(string folder)
    {
        byte[] bytes = s_vector.ToBlob().Span.ToArray();
        bytes[^1] = 0xc1;
        bool said = !GrainView.TryParse(bytes, out _, out OmsFault fault) && fault.Code != OmsErrorCode.None && fault.Rule.Length > 0;
        try
        {
            GrainBlob.Parse(bytes);
            return Task.FromResult(false);
        }
        catch (OmsException exception)
        {
            return Task.FromResult(said && exception.Fault.Code == fault.Code);
        }
    }
}
