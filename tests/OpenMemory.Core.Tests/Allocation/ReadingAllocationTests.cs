namespace OpenMemory.Tests;

/// <summary>Reading in place allocates nothing: parsing, looking up, walking, addressing.</summary>
[TestFixture]
public sealed class ReadingAllocationTests
{
    // What does not escape, the optimizing compiler leaves out.
    private byte[] _escaped = [];

    [Test]
    public void The_measure_sees_an_allocation()
    {
        Assert.That(Allocations.Of(() => _escaped = new byte[1]), Is.GreaterThanOrEqualTo(Allocations.Times * 24));
        Assert.That(_escaped, Has.Length.EqualTo(1));
    }

    [Test]
    public void Vector_1_is_parsed_read_and_addressed_for_free()
    {
        byte[] blob = Vectors.Vector1;
        int sum = 0;
        ContentAddress address = default;
        long allocated = Allocations.Of(() =>
        {
            if (!GrainView.TryParse(blob, out GrainView view, out _)) return;
            foreach (Field field in (ReadOnlySpan<Field>)[Field.Subject, Field.Relation, Field.Object, Field.Namespace, Field.License])
            {
                if (view.TryGet(field, out FieldValue value)) sum += value.Utf8.Length;
            }
            if (view.TryGet(Field.Confidence, out FieldValue confidence)) sum += (int)(confidence.Float64 * 10);
            if (view.TryGet(Field.CreatedAt, out FieldValue created)) sum += (int)created.Int64;
            if (view.TryGet("s"u8, out FieldValue raw)) sum += raw.Encoded.Length + view.DeclaredType.Length;
            address = view.ComputeAddress();
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(address.ToString(), Is.EqualTo("3288d0d41cf49a1d428e404f0b6a6fe60388be9536937557f6139b813d53a520"));
        Assert.That(sum, Is.Not.Zero);
    }

    [TestCase("grain-types")]
    [TestCase("legacy")]
    [TestCase("seed")]
    [TestCase("opaque")]
    public void Every_blob_of_a_file_is_parsed_walked_and_addressed_for_free(string file)
    {
        List<string> costly = [];
        foreach (VectorBlob vector in Vectors.Of(file))
        {
            byte[] blob = vector.Bytes;
            GrainReadOptions options = vector.Options;
            int sum = 0;
            long allocated = Allocations.Of(() =>
            {
                if (!GrainView.TryParse(blob, out GrainView view, out _, options)) return;
                sum += Walk(view.GetEnumerator());
                if (view.TryGet(Field.CreatedAt, out FieldValue created)) sum += created.Offset;
                sum += view.ComputeAddress().GetHashCode();
            });
            Assert.That(sum, Is.Not.Zero, vector.Name);
            if (allocated != 0) costly.Add($"{vector.Name}: {allocated / Allocations.Times} B");
        }
        Assert.That(costly, Is.Empty);
    }

    [Test]
    public void Refusing_a_blob_allocates_nothing_either()
    {
        byte[] blob = [.. Vectors.Vector1, 0];
        int refused = 0;
        long allocated = Allocations.Of(() => refused += GrainView.TryParse(blob, out _, out OmsFault fault) || !fault.IsFault ? 0 : 1);
        Assert.That(allocated, Is.Zero);
        Assert.That(refused, Is.GreaterThan(Allocations.Times));
    }

    private static int Walk(FieldEnumerator entries)
    {
        int sum = 0;
        while (entries.MoveNext())
        {
            FieldEntry entry = entries.Current;
            sum += entry.Key.Length + entry.Field.GetHashCode() + entry.Value.Count + Walk(entry.Value.GetEnumerator());
        }
        return sum;
    }
}
