namespace OpenMemory.Tests;

/// <summary>A writer that met a fault, or was finished, never hands out bytes that no reader accepts (OMS-4.9-1).</summary>
[TestFixture]
public sealed class WriterFaultTests
{
    private static readonly OmsValue s_tooDeep = Enumerable.Range(0, 40).Aggregate((OmsValue)1, static (value, _) => OmsValue.FromArray(value));

    private static OmsValue[] Refused =>
    [
        "\uD800", "\uFEFF", double.NaN, new OmsValue[] { 1, double.NaN }, new OmsValue[] { 1, "\uD800", 2 }, new OmsMap { ["a"] = 1, ["\uD800"] = 2 },
        new OmsMap { ["e\u0301"] = 1, ["\u00E9"] = 2 }, // one key after normalization, which shows only when the map ends
        new OmsMap { ["b"] = new OmsMap { ["\u00E9"] = 1, ["e\u0301"] = 2 }, ["a"] = 1 }, s_tooDeep,
    ];

    [TestCaseSource(nameof(Refused))]
    public void A_fault_that_the_caller_swallows_cannot_corrupt_the_grain(OmsValue refused)
    {
        GrainWriter writer = Begin();
        try
        {
            OmsException? fault = null;
            try
            {
                if (refused.Kind == OmsValueKind.Text) writer.Write(Field.License, refused.AsText());
                else writer.WriteExtra("mine", refused);
            }
            catch (OmsException exception)
            {
                fault = exception;
            }
            Assert.That(fault, Is.Not.Null, "refused: lone surrogates, NaN, equal keys, depth");
            byte[] bytes;
            try
            {
                writer.Write(Field.UserId, "after");
                bytes = writer.ToBlob().Span.ToArray();
            }
            catch (Exception exception) when (exception is OmsException or InvalidOperationException)
            {
                return; // refusing to go on is right
            }
            bool sound = GrainView.TryParse(bytes, out _, out OmsFault broken);
            Assert.That(sound, Is.True, $"the writer made a blob that is not sound: {broken}");
        }
        finally
        {
            writer.Dispose();
        }
    }

    [Test]
    public void A_fault_leaves_no_trace_in_the_next_grain()
    {
        byte[] expected = Begin().ToBlob().Span.ToArray();
        foreach (OmsValue refused in Refused)
        {
            Assert.Throws<OmsException>(() =>
            {
                using GrainWriter writer = Begin();
                writer.WriteExtra("mine", refused);
            });
            Assert.That(Begin().ToBlob().Span.ToArray(), Is.EqualTo(expected), "the thread's writer is used again");
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
