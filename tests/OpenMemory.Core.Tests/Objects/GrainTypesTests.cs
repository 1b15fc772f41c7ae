namespace OpenMemory.Tests;

/// <summary>Type bytes and type strings, today's and older ones (§3.1, R-55, OMS-L-6).</summary>
[TestFixture]
public sealed class GrainTypesTests
{
    [Test]
    public void Thirteen_types_have_a_schema_and_a_name()
    {
        string[] names = ["fact", "event", "state", "workflow", "tool", "observation", "goal", "reasoning", "consensus", "consent", "skill", "recommendation", "trigger"];
        for (int type = 0; type <= 255; type++)
        {
            GrainType grain = (GrainType)type;
            Assert.That(grain.HasSchema(), Is.EqualTo(type is >= 1 and <= 13));
            Assert.That(grain.IsApplicationType(), Is.EqualTo(type >= 0xf0));
            Assert.That(grain.ToText(), Is.EqualTo(type is >= 1 and <= 13 ? names[type - 1] : null));
            if (grain.ToText() is not { } name) continue;
            Assert.That(GrainTypes.TryParse(name, out GrainType parsed, out bool isOld), Is.True);
            Assert.That((parsed, isOld), Is.EqualTo((grain, false)));
        }
    }

    [TestCase("belief", GrainType.Fact)]
    [TestCase("episode", GrainType.Event)]
    [TestCase("checkpoint", GrainType.State)]
    [TestCase("action", GrainType.Tool)]
    [TestCase("tool_call", GrainType.Tool)]
    public void Older_names_are_read_and_never_written(string name, GrainType type)
    {
        Assert.That(GrainTypes.TryParse(name, out GrainType parsed, out bool isOld), Is.True);
        Assert.That((parsed, isOld), Is.EqualTo((type, true)));
        OmsException? fault = Assert.Throws<OmsException>(() => Grain.FromFields(new() { ["type"] = name }));
        Assert.That((fault!.Code, fault.Fault.Rule), Is.EqualTo((OmsErrorCode.Schema, "OMS-L-20")));
        Assert.That(Grain.Restore(new() { ["type"] = name }).Type, Is.EqualTo(type));
    }

    [TestCase("")]
    [TestCase("Fact")]
    [TestCase("fact ")]
    [TestCase("toolcall")]
    [TestCase("none")]
    public void Other_names_are_unknown(string name)
    {
        Assert.That(GrainTypes.TryParse(name, out GrainType type, out bool isOld), Is.False);
        Assert.That((type, isOld), Is.EqualTo((GrainType.None, false)));
    }

    [TestCase(0x00)]
    [TestCase(0x0e)]
    [TestCase(0xef)]
    public void Reserved_types_are_not_written(byte type) // OMS-3.1-10
    {
        Assert.That(Assert.Throws<OmsException>(() => new GrainWriter((GrainType)type).Dispose())!.Code, Is.EqualTo(OmsErrorCode.UnknownType));
        if (type == 0) return;
        byte[] received = Convert.FromHexString($"0100{type:x2}000000000000" + "81a174a161");
        Grain grain = Grain.Read(received);
        Assert.That(grain, Is.TypeOf<UnknownGrain>());
        Assert.That(grain.ToBlob().Span.SequenceEqual(received), Is.True, "but read and written again (OMS-8-3)");
        Assert.That(Assert.Throws<OmsException>(() => (grain with { Sensitivity = Sensitivity.Pii }).ToBlob())!.Code, Is.EqualTo(OmsErrorCode.UnknownType));
    }

    [TestCase("belief", (byte)2)]
    [TestCase("fact", (byte)2)]
    [TestCase("tool_call", (byte)1)]
    [TestCase("fact", (byte)0xf0)]
    public void A_known_name_under_another_byte_is_a_contradiction(string name, byte type)
    {
        byte[] blob = Convert.FromHexString($"0100{type:x2}000000000000" + "82a2636101a174" + $"{0xa0 | name.Length:x2}" + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(name)));
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Schema, "OMS-8-4", 16L)));
    }
}
