namespace OpenMemory.Tests;

/// <summary>Two rules without exception: a Trigger says whether it is enabled, and no author writes index-layer fields.</summary>
[TestFixture]
public sealed class AuthorRuleTests
{
    private static readonly string[] s_indexLayer = ["superseded_by", "system_valid_to", "verification_status", "rec_status", "access_count", "last_accessed_at"];

    [Test]
    public void A_Trigger_always_says_whether_it_is_enabled() // OMS-6.14-1
    {
        Trigger silent = new() { CreatedAt = 1, Kind = "manual", Workflow = FieldGen.Address };
        GrainBlob enabled = (silent with { Enabled = true }).ToBlob(), disabled = (silent with { Enabled = false }).ToBlob();
        Assert.That(silent.ToBlob(), Is.EqualTo(enabled));
        Assert.That(disabled, Is.Not.EqualTo(enabled));
        Assert.That(((Trigger)Grain.Read(disabled.Span)).Enabled, Is.False);
        Assert.That(GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(silent))), Is.EqualTo(enabled));
        using GrainWriter writer = new(GrainType.Trigger);
        writer.Write(Field.Workflow, FieldGen.Address);
        writer.Write(Field.Kind, "manual");
        writer.Write(Field.CreatedAt, 1);
        Assert.That(writer.ToBlob(), Is.EqualTo(enabled));
        using GrainWriter explicitly = new(GrainType.Trigger);
        explicitly.Write(Field.Enabled, false);
        explicitly.Write(Field.Workflow, FieldGen.Address);
        explicitly.Write(Field.Kind, "manual");
        explicitly.Write(Field.CreatedAt, 1);
        Assert.That(explicitly.ToBlob(), Is.EqualTo(disabled));
    }

    [Test]
    public void A_foreign_Trigger_that_does_not_say_so_is_never_rewritten()
    {
        OmsMap fields = new() { ["type"] = "trigger", ["created_at"] = 1, ["kind"] = "manual", ["workflow"] = FieldGen.Address };
        GrainBlob foreign = Grain.Restore(fields).ToBlob();
        Assert.That(foreign.View().Count, Is.EqualTo(4));
        Trigger read = (Trigger)Grain.Read(foreign.Span);
        Assert.That(read.Enabled, Is.Null);
        Assert.That(read.ToBlob(), Is.EqualTo(foreign));
        Assert.That((read with { License = "MIT" }).ToBlob().View().TryGet(Field.Enabled, out _), Is.True, "a changed copy is our own");
    }

    [Test]
    public void Index_layer_fields_are_refused_from_authors_of_every_type() // OMS-5.6-1, R-37
    {
        for (byte type = 1; type <= 13; type++)
        {
            OmsMap sound = FsCheck.Fluent.Gen.Sample(GrainGen.Of((GrainType)type), 1).First();
            Assert.DoesNotThrow(() => Grain.FromFields(sound).ToBlob());
            foreach (string name in s_indexLayer)
            {
                OmsValue value = name is "superseded_by" or "verification_status" or "rec_status" ? "x" : 5;
                OmsMap fields = new(sound) { [name] = value };
                OmsException? fault = Assert.Throws<OmsException>(() => Grain.FromFields(fields).ToBlob());
                Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "OMS-5.6-1", name)));
                GrainBlob received = Grain.Restore(fields).ToBlob();
                Assert.That(Grain.Read(received.Span).GetValue(name), Is.EqualTo(value), "in a received grain they are kept (OMS-5.6-4)");
            }
        }
    }

    [Test]
    public void The_writer_refuses_index_layer_fields_too()
    {
        foreach (string name in s_indexLayer)
        {
            Assert.That(Field.TryParse(name, out Field field), Is.True);
            OmsException? fault = Assert.Throws<OmsException>(() =>
            {
                using GrainWriter writer = new(GrainType.Reasoning);
                writer.Write(Field.CreatedAt, 1);
                if (FieldRegistry.Find(8, field)!.Type == FieldType.Text) writer.Write(field, "x");
                else writer.Write(field, 5);
                writer.ToBlob();
            });
            Assert.That(fault!.Fault.Rule, Is.EqualTo("OMS-5.6-1"), name);
        }
    }

    [Test]
    public void Contradicted_is_an_author_s_statement() =>
        Assert.That(Grain.Read(new Reasoning { CreatedAt = 1, Contradicted = true }.ToBlob().Span).Contradicted, Is.True);
}
