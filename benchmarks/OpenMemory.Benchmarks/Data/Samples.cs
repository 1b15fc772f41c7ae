namespace OpenMemory.Benchmarks;

/// <summary>The data of the benchmarks: the specification's first vector, and files made of its kind.</summary>
public static class Samples
{
    /// <summary>The DID of vector 1.</summary>
    public const string Author = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    /// <summary>Vector 1 of the specification (§21.1), 159 bytes, with another time where one is given.</summary>
    public static Fact Vector1(long createdAt = 1768471200000) => new()
    {
        Subject = "user",
        Relation = "prefers",
        Object = "dark mode",
        Confidence = 0.9,
        SourceType = "user_explicit",
        CreatedAt = createdAt,
        Namespace = "shared",
        AuthorDid = Author,
    };

    /// <summary>Writes vector 1 on the hot road, its fields in an order of one's own, into a buffer; returns its length.</summary>
    public static int WriteVector1(Span<byte> buffer, PayloadEncoding encoding = PayloadEncoding.MessagePack, long createdAt = 1768471200000)
    {
        using GrainWriter writer = new(GrainType.Fact, new() { Encoding = encoding });
        writer.Write(Field.Subject, "user");
        writer.Write(Field.Relation, "prefers");
        writer.Write(Field.Object, "dark mode");
        writer.Write(Field.Confidence, 0.9);
        writer.Write(Field.SourceType, "user_explicit");
        writer.Write(Field.CreatedAt, createdAt);
        writer.Write(Field.Namespace, "shared");
        writer.Write(Field.AuthorDid, Author);
        return writer.Finish(buffer, out _);
    }

    /// <summary>Different grains of 159 bytes.</summary>
    public static GrainBlob[] Grains(int count) =>
        [.. Enumerable.Range(0, count).Select(static i => Vector1(1768471200000 + i).ToBlob())];
}
