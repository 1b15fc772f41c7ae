namespace OpenMemory.Tests;

/// <summary>Grains that declare no profile pay nothing for the rules of profiles and relations (§8 of the design: 0 B).</summary>
[TestFixture]
public sealed class ProfileAllocationTests
{
    [TestCase("mg:knows")]
    [TestCase("mg:step_action:build")]
    [TestCase("prefers")]
    public void Tags_context_extra_fields_and_relation_are_looked_at_for_free(string relation)
    {
        byte[] buffer = new byte[300];
        string[] tags = ["mine", "project:x", "profile"];
        OmsValue context = new OmsMap { ["hc:icd10"] = true, ["mail"] = "x" };
        int length = 0;
        long allocated = Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Fact);
            writer.Write(Field.StructuralTags, tags);
            writer.Write(Field.Context, context);
            writer.Write(Field.Relation, relation);
            writer.Write(Field.Subject, "user");
            writer.Write(Field.Object, "dark mode");
            writer.Write(Field.Confidence, 0.9);
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.WriteExtra("mailbox", 7);
            writer.WriteExtra("x:own", 7);
            length = writer.Finish(buffer, out _);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(Grain.Read(buffer.AsSpan(0, length)).Relation, Is.EqualTo(relation));
    }
}
