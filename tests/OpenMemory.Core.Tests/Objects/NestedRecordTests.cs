namespace OpenMemory.Tests;

/// <summary>Maps inside grains: typed, compacted where §4.7 says so, and without loss of what they do not know (OMS-4.7-2).</summary>
[TestFixture]
public sealed class NestedRecordTests
{
    [Test]
    public void Unknown_entries_survive_every_typed_map()
    {
        OmsMap mine = new() { ["mine"] = new OmsMap { ["uri"] = "not a reference", ["deep"] = new OmsValue[] { 1, OmsValue.Null } } };
        Workflow flow = new()
        {
            CreatedAt = 1, Nodes = ["a"],
            Edges = [new(mine) { Src = "a", Dst = "a", MaxCycles = 1, Cond = "c" }],
            ContentRefs = [new(mine) { Uri = "u", Modality = "image", MimeType = "image/png", Metadata = mine }],
            EmbeddingRefs = [new(mine) { VectorId = "v", Model = "m", Dimensions = 3, ChunkText = "t" }],
            RelatedTo = [new(mine) { Hash = FieldGen.Address, RelationType = "similar", Weight = 1 }],
            ProvenanceChain = [new(mine) { Method = "m", Weight = 1 }],
            InvalidationPolicy = new(mine) { Mode = "locked" },
            Owner = new(mine) { Type = "human" },
        };
        Workflow read = (Workflow)Grain.Read(flow.ToBlob().Span);
        Assert.That(read.ToBlob(), Is.EqualTo(flow.ToBlob()));
        NestedFields[] maps = [read.Edges![0], read.ContentRefs![0], read.EmbeddingRefs![0], read.RelatedTo![0], read.ProvenanceChain![0], read.InvalidationPolicy!, read.Owner!];
        OmsMap kept = new() { ["uri"] = "not a reference", ["deep"] = new OmsValue[] { 1, OmsValue.Null } };
        foreach (NestedFields map in maps) Assert.That(map.GetValue("mine"), Is.EqualTo((OmsValue)kept), map.GetType().Name);
        Assert.That(read.RelatedTo![0], Is.EqualTo(flow.RelatedTo![0]));
        Assert.That((read with { Edges = [read.Edges[0] with { Cond = null }] }).Edges![0].GetValue("mine"), Is.EqualTo((OmsValue)kept));
    }

    [Test]
    public void Keys_are_short_exactly_where_the_table_says() // OMS-4.7-1
    {
        Trigger trigger = new()
        {
            CreatedAt = 1, Kind = "manual", Workflow = FieldGen.Address,
            Config = new() { ["int:base_url"] = new OmsMap { ["int:base_url"] = "deeper stays" }, ["own"] = 1 },
            RelatedTo = [new() { Hash = FieldGen.Address, RelationType = "similar" }],
            Context = new() { ["int:base_url"] = "no profile", ["subject"] = "s" },
            ContentRefs = [new(new() { ["citation_type"] = "doi", ["identifier"] = "10.1/x", ["uri"] = "stays" })],
            Owner = new() { Type = "org" },
        };
        GrainBlob blob = trigger.ToBlob();
        Assert.That(Keys(blob, Field.Config), Is.EqualTo(new[] { "ib", "own" }));
        Assert.That(Keys(blob, Field.Context), Is.EqualTo(new[] { "int:base_url", "subject" }));
        Assert.That(Keys(blob, Field.Owner), Is.EqualTo(new[] { "type" }));
        Assert.That(Keys(blob, Field.RelatedTo), Is.EqualTo(new[] { "h", "rl" }));
        Assert.That(Keys(blob, Field.ContentRefs), Is.EqualTo(new[] { "citation_type", "identifier", "uri" }), "citations stay verbatim (§27.5)");
        Trigger read = (Trigger)Grain.Read(blob.Span);
        Assert.That(read, Is.EqualTo(trigger with { Enabled = true }));
    }

    [TestCase(GrainType.State, false)]
    [TestCase(GrainType.Reasoning, true)]
    public void A_context_is_compacted_under_its_profile_only(GrainType type, bool compacted)
    {
        Grain grain = Grain.FromFields(new()
        {
            ["type"] = type.ToText(), ["created_at"] = 1, ["structural_tags"] = new[] { "profile:integration" }, ["context"] = new OmsMap { ["int:base_url"] = "u" },
        });
        GrainBlob blob = grain.ToBlob();
        Assert.That(Keys(blob, Field.Context), Is.EqualTo(new[] { compacted ? "ib" : "int:base_url" }));
        Assert.That(Grain.Read(blob.Span).Context, Is.EqualTo(grain.Context));
    }

    [TestCase("related_to", "h")]
    [TestCase("content_refs", "u")]
    [TestCase("embedding_refs", "ct")]
    public void A_custom_key_that_is_a_short_key_is_refused(string field, string key)
    {
        OmsMap fields = new() { ["type"] = "reasoning", ["created_at"] = 1, [field] = new OmsValue[] { new OmsMap { [key] = "x" } } };
        OmsException? fault = Assert.Throws<OmsException>(() => Grain.FromFields(fields).ToBlob());
        Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "R-28", $"{field}.{key}")));
    }

    [Test]
    public void A_typed_map_is_a_copy()
    {
        InvalidationPolicy policy = new() { Mode = "open" };
        OmsMap map = policy.ToMap();
        InvalidationPolicy locked = policy with { Mode = "locked" };
        Assert.That(map["mode"].AsText(), Is.EqualTo("open"));
        Assert.That((policy.Mode, locked.Mode), Is.EqualTo(("open", "locked")));
        Assert.That(new InvalidationPolicy(map), Is.EqualTo(policy).And.Not.EqualTo(locked));
    }

    private static string[] Keys(GrainBlob blob, Field field)
    {
        Assert.That(blob.View().TryGet(field, out FieldValue value), Is.True);
        OmsValue map = value.ToValue();
        return [.. (map.Kind == OmsValueKind.Array ? map.AsArray()[0] : map).AsMap().Keys];
    }
}
