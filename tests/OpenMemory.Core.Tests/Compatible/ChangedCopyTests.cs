namespace OpenMemory.Tests;

/// <summary>A changed copy of a received grain is an author's: current names, canonical bytes, every rule (OMS-L-8, OMS-L-9).</summary>
[TestFixture]
public sealed class ChangedCopyTests
{
    private const string Address = FieldGen.Address;

    [Test]
    public void A_tool_call_of_1_0_becomes_a_tool()
    {
        Tool old = Read<Tool>(5, ("t", "tool_call"), ("ca", 1L), ("tn", "calc"), ("args", new PeerMap(("x", 1))), ("res", "2"), ("ok", true), ("z", null));
        Tool copy = old with { Namespace = "n" };
        GrainBlob blob = copy.ToBlob();
        Tool read = (Tool)Grain.Read(blob.Span);
        Assert.That(GrainJson.ToJson(read), Is.EqualTo(
            """{"type":"tool","created_at":1,"content":"2","input":{"x":1},"is_error":false,"namespace":"n","tool_name":"calc"}"""));
        Assert.That((copy.DeclaredType, blob.IsCanonical), Is.EqualTo(("tool", true)));
        Assert.That(old.ToBlob().IsCanonical, Is.False, "the original is what it was");
    }

    [Test]
    public void A_peer_s_fact_becomes_canonical()
    {
        byte[] blob = PeerBlob.Unsorted(
            1, 0x20, ("t", "belief"), ("ca", 1L), ("s", "agent"), ("o", "did:a"), ("r", "owned_by"), ("c", 0.5f), ("df", Address), ("session_id", "x"),
            ("rt", new object?[] { new PeerMap(("target", Address), ("type", "supports"), ("note", null)) }), ("tags", new[] { "profile:integration" }),
            ("ctx", new PeerMap(("ict2", "etag"), ("im", "GET"), ("int:timezone", "UTC"))));
        Grain copy = ReceivedGrain.Read(blob).Grain with { Sensitivity = Sensitivity.Pii };
        GrainBlob written = copy.ToBlob();
        Assert.That(written.Header.Flags, Is.EqualTo(GrainFlags.None));
        Assert.That(GrainJson.ToJson(Grain.Read(written.Span)), Is.EqualTo(
            $$"""
            {"type":"fact","confidence":0.5,"created_at":1,"context":{"int:cursor_type":"etag","int:http_method":"GET","int:timezone":"UTC"},"derived_from":["{{Address}}"],
            "object":"did:a","relation":"mg:owned_by","related_to":[{"hash":"{{Address}}","relation_type":"supports"}],"subject":"agent","session_id":"x","structural_tags":["profile:integration"]}
            """.ReplaceLineEndings("")));
        ReadOnlySpan<byte> bytes = written.Span;
        foreach (string old in (string[])["belief", "owned_by\0", "session_id", "target", "ict2"])
            Assert.That(bytes.IndexOf(System.Text.Encoding.UTF8.GetBytes(old)), Is.LessThan(0), old);
    }

    /// <summary>What has no current name must be given up by whoever writes the successor: nothing is dropped in silence.</summary>
    [Test]
    public void Leftovers_are_refused_until_they_are_removed()
    {
        Workflow old = Read<Workflow>(4, ("t", "workflow"), ("ca", 1L), ("steps", new[] { "a", "b", "a" }), ("trigger", "on push"), ("mine", 1));
        Workflow copy = old with { DerivedFrom = [Address] };
        Assert.That(() => copy.ToBlob(), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Schema));
        Workflow successor = copy with { Extra = new() { ["mine"] = 1 } };
        Workflow read = (Workflow)Grain.Read(successor.ToBlob().Span);
        Assert.That(read.Nodes, Is.EqualTo((string[])["a", "b", "a#2"]));
        Assert.That(read.Edges!.Select(static edge => (edge.Src, edge.Dst)), Is.EqualTo(((string?, string?)[])[("a", "b"), ("b", "a#2")]));
        Assert.That(read.Extra.Keys, Is.EqualTo((string[])["mine"]));
    }

    [Test]
    public void An_author_s_rules_apply_to_the_copy()
    {
        Fact old = Read<Fact>(1, ("t", "fact"), ("ca", 1L), ("s", "s"), ("r", "r"), ("o", "o"), ("c", 1.0), ("tt", "interval"), ("sb", Address), ("user_id", "u"));
        Fact copy = old with { Subject = "t" };
        Assert.That(() => copy.ToBlob(), Throws.TypeOf<OmsException>());
        OmsMap fields = new(copy.ToFields().Where(static entry => entry.Key is not ("temporal_type" or "superseded_by")));
        Assert.That(Grain.FromFields(fields).ToBlob().IsCanonical, Is.True);
    }

    [Test]
    public void An_unchanged_copy_keeps_the_bytes()
    {
        byte[] blob = PeerBlob.Of(5, 0x20, ("t", "tool_call"), ("ca", 1L), ("tn", "calc"), ("args", new PeerMap()), ("res", 1), ("ok", true));
        Tool old = (Tool)ReceivedGrain.Read(blob).Grain;
        Tool same = old with { };
        Assert.That(same.ToBlob().Span.ToArray(), Is.EqualTo(blob));
        Assert.That(same, Is.EqualTo(old));
        Assert.That(() => same.ToBlob(new CodecLimits(20, 8)), Throws.TypeOf<OmsException>(), "a limit that is asked for holds");
    }

    private static T Read<T>(byte type, params (string, object?)[] entries)
        where T : Grain => (T)ReceivedGrain.Read(PeerBlob.Of(type, 0, entries)).Grain;
}
