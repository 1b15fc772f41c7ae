using System.Text.Unicode;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>Grains of a support desk, about 200 bytes each, all different, the same in every run.</summary>
internal static class ScaleGrains
{
    private const long Start = 1_700_000_000_000;

    private static readonly string[] s_relations = ["prefers", "reported", "owns", "asked about", "cancelled", "was refunded", "lives in", "speaks"];
    private static readonly string[] s_objects =
    [
        "email over phone", "a duplicate charge on the invoice", "two routers and a television box", "the price of the larger plan",
        "the appointment on Monday", "the second payment of the month", "Lisbon, near the river", "Portuguese and some German",
    ];
    private static readonly string[] s_namespaces = ["support:billing", "support:network", "sales", "support:hardware"];

    /// <summary>Encodes grain number i into a buffer.</summary>
    /// <returns>Its length.</returns>
    internal static int Write(int i, Span<byte> buffer)
    {
        GrainWriter writer = new(GrainType.Fact);
        try
        {
            Fill(ref writer, i);
            return writer.Finish(buffer, out _);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Makes grain number i, whose address is known from then on.</summary>
    internal static GrainBlob Blob(int i)
    {
        GrainWriter writer = new(GrainType.Fact);
        try
        {
            Fill(ref writer, i);
            return writer.ToBlob();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Fill(scoped ref GrainWriter writer, int i)
    {
        uint mix = (uint)i * 2654435761u; // spreads neighbours without a generator's state
        Span<byte> text = stackalloc byte[64];
        Utf8.TryWrite(text, $"customer-{mix % 500_000}", out int length);
        writer.Write(Field.Subject, text[..length]);
        writer.Write(Field.Relation, s_relations[mix >> 29]);
        writer.Write(Field.Object, s_objects[(mix >> 26) & 7]);
        writer.Write(Field.Confidence, 0.5 + ((mix & 0xff) / 512.0));
        writer.Write(Field.SourceType, "agent_inferred");
        writer.Write(Field.CreatedAt, Start + (i * 37L) + (mix % 5000)); // nearly in order, as logs are
        writer.Write(Field.Namespace, s_namespaces[(mix >> 24) & 3]);
        Utf8.TryWrite(text, $"user-{mix % 500_000}", out length);
        writer.Write(Field.UserId, text[..length]);
        writer.Write(Field.AuthorDid, Samples.Author);
    }
}
