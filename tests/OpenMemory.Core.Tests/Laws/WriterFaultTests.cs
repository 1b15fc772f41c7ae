namespace OpenMemory.Tests;

/// <summary>A writer that met a fault, or was finished, never hands out bytes that no reader accepts (OMS-4.9-1).</summary>
[TestFixture]
public sealed class WriterFaultTests
{
    [Test]
    public void A_fault_that_the_caller_swallows_cannot_corrupt_the_grain()
    {
        GrainWriter writer = Begin();
        try
        {
            Assert.That(Throws(ref writer), Is.True, "a lone surrogate is refused (OMS-4.4-4)");
            byte[] bytes;
            try
            {
                bytes = writer.ToBlob().Span.ToArray();
            }
            catch (Exception exception) when (exception is OmsException or InvalidOperationException)
            {
                return; // refusing to go on is right as well
            }
            bool sound = GrainView.TryParse(bytes, out _, out OmsFault fault);
            Assert.That(sound, Is.True, $"the writer made a blob that is not sound: {fault}");
        }
        finally
        {
            writer.Dispose();
        }

        static bool Throws(ref GrainWriter writer)
        {
            try
            {
                writer.Write(Field.License, "\uD800");
                return false;
            }
            catch (OmsException)
            {
                return true;
            }
        }
    }

    [Test]
    public void A_destination_that_is_too_short_leaves_the_grain_whole_or_ends_it()
    {
        GrainWriter writer = Begin();
        byte[] buffer = new byte[500];
        try
        {
            try
            {
                writer.Finish(buffer.AsSpan(0, 20), out _);
                Assert.Fail("20 bytes are not enough");
            }
            catch (ArgumentException)
            {
                Assert.That(buffer.AsSpan(0, 20).ToArray(), Is.All.Zero, "nothing was written");
            }
            int length;
            try
            {
                length = writer.Finish(buffer, out _);
            }
            catch (InvalidOperationException)
            {
                return; // saying that it is over is right as well
            }
            bool sound = GrainView.TryParse(buffer.AsSpan(0, length), out _, out OmsFault fault);
            Assert.That(sound, Is.True, $"the second Finish made a blob that is not sound: {fault}");
        }
        finally
        {
            writer.Dispose();
        }
    }

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
        GrainWriter writer = Begin();
        try
        {
            foreach (string name in (string[])["subject", "s", "confidence", "user"])
            {
                OmsErrorCode code = default;
                try
                {
                    writer.WriteExtra(name, 1);
                }
                catch (OmsException exception)
                {
                    code = exception.Code;
                }
                Assert.That(code, Is.EqualTo(OmsErrorCode.Schema), name);
            }
            bool refused = false;
            try
            {
                writer.Write(Field.GoalState, "active");
            }
            catch (ArgumentException)
            {
                refused = true;
            }
            Assert.That(refused, Is.True);
            Assert.That(Grain.Read(writer.ToBlob().Span), Is.TypeOf<Fact>());
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static GrainWriter Begin()
    {
        GrainWriter writer = new(GrainType.Fact);
        writer.Write(Field.Subject, "s");
        writer.Write(Field.Relation, "r");
        writer.Write(Field.Object, "o");
        writer.Write(Field.Confidence, 0.5);
        writer.Write(Field.CreatedAt, 1);
        writer.Write(Field.Namespace, "shared");
        return writer;
    }
}
