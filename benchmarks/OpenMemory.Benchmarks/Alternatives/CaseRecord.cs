using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>One thing that a support desk learns about a customer, as an application holds it whatever it is kept in.</summary>
/// <param name="Subject">Of whom.</param>
/// <param name="Relation">What.</param>
/// <param name="Object">To what.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="SourceType">Where from.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
/// <param name="Namespace">Whose concern.</param>
/// <param name="UserId">Whose data.</param>
/// <param name="AuthorDid">Who wrote it.</param>
internal sealed record CaseRecord(
    string Subject, string Relation, string Object, double Confidence, string SourceType, long CreatedAt, string Namespace, string UserId, string AuthorDid)
{
    private static readonly string[] s_relations = ["prefers", "reported", "owns", "asked about", "cancelled", "was refunded", "lives in", "speaks"];
    private static readonly string[] s_objects =
    [
        "email over phone", "a duplicate charge on the invoice", "two routers and a television box", "the price of the larger plan",
        "the appointment on Monday", "the second payment of the month", "Lisbon, near the river", "Portuguese and some German",
    ];
    private static readonly string[] s_namespaces = ["support:billing", "support:network", "sales", "support:hardware"];

    /// <summary>Different records, the same in every run.</summary>
    internal static CaseRecord[] Many(int count) => [.. Enumerable.Range(0, count).Select(static i =>
    {
        uint mix = (uint)i * 2654435761u; // spreads neighbours without a generator's state
        string customer = (mix % 500_000).ToString(CultureInfo.InvariantCulture);
        return new CaseRecord(
            "customer-" + customer, s_relations[mix >> 29], s_objects[(mix >> 26) & 7], 0.5 + ((mix & 0xff) / 512.0), "agent_inferred",
            1_700_000_000_000 + (i * 37L), s_namespaces[(mix >> 24) & 3], "user-" + customer, Samples.Author);
    })];

    /// <summary>The same as a grain.</summary>
    internal GrainBlob ToGrain()
    {
        GrainWriter writer = new(GrainType.Fact);
        try
        {
            writer.Write(Field.Subject, Subject);
            writer.Write(Field.Relation, Relation);
            writer.Write(Field.Object, Object);
            writer.Write(Field.Confidence, Confidence);
            writer.Write(Field.SourceType, SourceType);
            writer.Write(Field.CreatedAt, CreatedAt);
            writer.Write(Field.Namespace, Namespace);
            writer.Write(Field.UserId, UserId);
            writer.Write(Field.AuthorDid, AuthorDid);
            return writer.ToBlob();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The record that a grain holds; every byte of it is checked.</summary>
    internal static CaseRecord FromGrain(ReadOnlySpan<byte> blob)
    {
        GrainView view = GrainView.Parse(blob);
        view.TryGet(Field.Confidence, out FieldValue confidence);
        view.TryGet(Field.CreatedAt, out FieldValue createdAt);
        return new(
            Text(view, Field.Subject), Text(view, Field.Relation), Text(view, Field.Object), confidence.Float64, Text(view, Field.SourceType),
            createdAt.Int64, Text(view, Field.Namespace), Text(view, Field.UserId), Text(view, Field.AuthorDid));
    }

    private static string Text(in GrainView view, Field field)
    {
        view.TryGet(field, out FieldValue value);
        return System.Text.Encoding.UTF8.GetString(value.Utf8);
    }
}
