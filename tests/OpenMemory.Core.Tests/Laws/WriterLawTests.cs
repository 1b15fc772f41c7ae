using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>The hot-path writer and the typed record are two roads to the same bytes.</summary>
[TestFixture]
public sealed class WriterLawTests
{
    private static readonly string[] s_tags = ["b", "a"];

    [Test]
    public void The_writer_and_the_record_give_the_same_bytes() => Law.Holds(
        from fields in GrainGen.Fields.Where(static fields => !IsIntegration(fields))
        from shuffled in Gen.Shuffle(fields.Where(static field => field.Key != "type").ToArray())
        select (Fields: fields, Shuffled: shuffled),
        400,
        static pair => Assert.That(Write(pair.Fields, pair.Shuffled).Address, Is.EqualTo(Grain.FromFields(pair.Fields).ToBlob().Address)));

    [Test]
    public void The_writer_compacts_an_integration_context_like_the_record()
    {
        // `profile:integration` makes `context` a compacted map. The tag comes first here, and after the context there.
        Fact fact = new()
        {
            Subject = "s", Relation = "r", Object = "o", Confidence = 1, CreatedAt = 1, StructuralTags = ["profile:integration"],
            Context = new() { ["int:base_url"] = "https://example.org", ["mine"] = 1 },
        };
        KeyValuePair<string, OmsValue>[] fields = [.. fact.ToFields().Where(static field => field.Key != "type")];
        Assert.That(Write(fact.ToFields(), fields).Address, Is.EqualTo(fact.ToBlob().Address));
        Assert.That(Write(fact.ToFields(), [.. fields.Reverse()]).Address, Is.EqualTo(fact.ToBlob().Address));
    }

    [Test]
    public void Every_overload_of_the_writer_gives_what_the_value_gives()
    {
        using GrainWriter writer = new(GrainType.Fact);
        writer.Write(Field.Subject, "e\u0301"u8);
        writer.Write(Field.Relation, "r".AsSpan());
        writer.Write(Field.Object, "o");
        writer.Write(Field.Confidence, 1L);
        writer.Write(Field.CreatedAt, 1000.0);
        writer.Write(Field.Contradicted, false);
        writer.Write(Field.StructuralTags, s_tags);
        writer.Write(Field.License, (string?)null);
        writer.Write(Field.Owner, OmsValue.Null);
        writer.WriteExtra("mine", OmsValue.Null);
        GrainBlob blob = writer.ToBlob();
        Assert.That(blob, Is.EqualTo(new Fact
        {
            Subject = "\u00E9", Relation = "r", Object = "o", Confidence = 1.0, CreatedAt = 1000, Contradicted = false, StructuralTags = ["b", "a"],
        }.ToBlob()));
    }

    [Test]
    public void Numbers_take_the_kind_of_their_field_and_zero_its_sign() // OMS-4.3-5, R-14
    {
        Fact whole = (Fact)Grain.FromFields(Fields(1, 1000.0, 3.0));
        Fact proper = (Fact)Grain.FromFields(Fields(1.0, 1000, 3));
        Assert.That(whole.ToBlob(), Is.EqualTo(proper.ToBlob()));
        Assert.That(Grain.FromFields(Fields(-0.0, 0, 0)).ToBlob(), Is.EqualTo(Grain.FromFields(Fields(0.0, 0, 0)).ToBlob()));

        static OmsMap Fields(OmsValue confidence, OmsValue created, OmsValue count) => new()
        {
            ["type"] = "fact", ["subject"] = "s", ["relation"] = "r", ["object"] = "o", ["confidence"] = confidence, ["created_at"] = created,
            ["success_count"] = count,
        };
    }

    private static bool IsIntegration(OmsMap fields) =>
        fields.TryGetValue("structural_tags", out OmsValue tags) && tags.AsArray().Contains("profile:integration");

    private static GrainBlob Write(OmsMap fields, KeyValuePair<string, OmsValue>[] order)
    {
        Assert.That(GrainTypes.TryParse(fields["type"].AsText(), out GrainType type, out _), Is.True);
        using GrainWriter writer = new(type);
        foreach ((string name, OmsValue value) in order)
        {
            if (Field.TryParse(name, out Field field) && FieldRegistry.Find((byte)type, field) is not null) writer.Write(field, value);
            else writer.WriteExtra(name, value);
        }
        return writer.ToBlob();
    }
}
