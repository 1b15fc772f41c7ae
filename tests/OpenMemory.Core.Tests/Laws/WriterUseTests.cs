namespace OpenMemory.Tests;

/// <summary>How a writer may be used: once, one inside the other, and with the fields of its type only.</summary>
[TestFixture]
public sealed class WriterUseTests
{
    [Test]
    public void A_finished_writer_says_so()
    {
        GrainWriter writer = Begin();
        GrainBlob blob = writer.ToBlob();
        Assert.That(blob.Length, Is.GreaterThan(10));
        bool disposed = false;
        try
        {
            writer.Write(Field.License, "MIT");
        }
        catch (ObjectDisposedException)
        {
            disposed = true;
        }
        Assert.That(disposed, Is.True);
    }

    [Test]
    public void Writers_inside_one_another_do_not_mix()
    {
        using GrainWriter outer = Begin();
        GrainBlob inner;
        using (GrainWriter nested = Begin()) inner = nested.ToBlob();
        outer.Write(Field.License, "MIT");
        GrainBlob blob = outer.ToBlob();
        Assert.That(Grain.Read(blob.Span).License, Is.EqualTo("MIT"));
        Assert.That(Grain.Read(inner.Span).License, Is.Null);
    }

    [Test]
    public void A_field_of_another_type_and_a_key_in_use_are_refused() // OMS-6-5
    {
        foreach (string name in (string[])["subject", "s", "confidence", "user", "type", "t", "context", "ctx"])
        {
            OmsException? fault = Assert.Throws<OmsException>(() =>
            {
                using GrainWriter writer = Begin();
                writer.WriteExtra(name, 1);
            });
            Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, name)));
        }
        Assert.Throws<ArgumentException>(() =>
        {
            using GrainWriter writer = Begin();
            writer.Write(Field.GoalState, "active");
        });
        Assert.Throws<ArgumentException>(() =>
        {
            using GrainWriter writer = Begin();
            writer.Write(default, "active");
        });
    }

    [TestCase("subject")]
    [TestCase("type")]
    [TestCase("context")]
    [TestCase("mine")]
    public void A_field_that_is_written_twice_is_refused(string name) // OMS-4.1-4
    {
        OmsException? fault = Assert.Throws<OmsException>(() =>
        {
            using GrainWriter writer = Begin();
            for (int i = 0; i < 2; i++)
            {
                OmsValue value = name == "context" ? new OmsMap { ["k"] = i } : name == "type" ? "fact" : "x";
                if (Field.TryParse(name, out Field field)) writer.Write(field, value);
                else writer.WriteExtra(name, value);
            }
            writer.ToBlob();
        });
        Assert.That((fault!.Code, fault.Fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.1-4")));
    }

    private static GrainWriter Begin()
    {
        GrainWriter writer = new(GrainType.Fact);
        writer.Write(Field.Relation, "r");
        writer.Write(Field.Object, "o");
        writer.Write(Field.Confidence, 0.5);
        writer.Write(Field.CreatedAt, 1);
        writer.Write(Field.Subject, "s");
        return writer;
    }
}
