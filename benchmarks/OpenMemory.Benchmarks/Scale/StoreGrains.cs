using System.Text.Unicode;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>Grains of support cases, 159 to about 600 bytes each, all different, the same in every run.</summary>
internal static class StoreGrains
{
    private const long Start = 1_700_000_000_000;
    private const int Customers = 200_000;

    private static readonly string[] s_relations = ["prefers", "reported", "owns", "asked about", "cancelled", "was refunded", "lives in", "speaks"];
    private static readonly string[] s_namespaces = ["support:billing", "support:network", "sales", "support:hardware"];

    private const string Talk =
        "The customer says that the invoice of last month has a charge twice, once for the router and once for the box, and asks for the second " +
        "payment to be refunded before the weekend. The agent looked up both payments, saw that the second one was a duplicate made by the old " +
        "system, opened a refund and promised an answer by telephone, which the customer prefers over email. ";

    /// <summary>Makes grain number i: three of four are Facts, the others Events of a conversation.</summary>
    internal static GrainBlob Blob(int i)
    {
        uint mix = (uint)i * 2654435761u; // spreads neighbours without a generator's state
        GrainWriter writer = new((i & 3) == 3 ? GrainType.Event : GrainType.Fact);
        try
        {
            Fill(ref writer, i, mix);
            return writer.ToBlob();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Fill(scoped ref GrainWriter writer, int i, uint mix)
    {
        Span<byte> text = stackalloc byte[512];
        uint customer = mix % Customers;
        Utf8.TryWrite(text, $"customer-{customer}", out int length);
        writer.Write(Field.Subject, text[..length]);
        if ((i & 3) == 3)
        {
            int from = (int)(mix >> 8) % 100;
            Utf8.TryWrite(text, $"{i}: {Talk.AsSpan(from, 60 + (int)(mix >> 16) % 200)}", out length);
            writer.Write(Field.Content, text[..length]);
            writer.Write(Field.Role, "user");
        }
        else
        {
            writer.Write(Field.Relation, s_relations[mix >> 29]);
            Utf8.TryWrite(text, $"case {i}, {Talk.AsSpan((int)(mix >> 8) % 100, 20 + (int)(mix >> 16) % 60)}", out length);
            writer.Write(Field.Object, text[..length]);
            writer.Write(Field.Confidence, 0.5 + ((mix & 0xff) / 512.0));
        }
        writer.Write(Field.SourceType, "agent_inferred");
        writer.Write(Field.CreatedAt, Start + (i * 37L) + (mix % 5000)); // nearly in order, as logs are
        writer.Write(Field.Namespace, s_namespaces[(mix >> 24) & 3]);
        Utf8.TryWrite(text, $"user-{customer}", out length);
        writer.Write(Field.UserId, text[..length]);
        Utf8.TryWrite(text, $"session-{i / 10}", out length);
        writer.Write(Field.SessionId, text[..length]);
        writer.Write(Field.AuthorDid, Samples.Author);
    }
}
