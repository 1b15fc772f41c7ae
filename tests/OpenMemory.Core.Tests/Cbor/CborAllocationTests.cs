namespace OpenMemory.Tests;

/// <summary>CBOR costs no memory either: parsing, looking up, walking, and writing through the hot-path writer (§8 of the design: 0 B).</summary>
[TestFixture]
public sealed class CborAllocationTests
{
    private const string Author = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    private static byte[] Vector1 => CborVectors.Blobs.First(static blob => blob.Name == "cbor: vector-1-minimal-fact-cbor").Bytes;

    [Test]
    public void Vector_1_is_written_into_a_span_for_free_in_any_order()
    {
        byte[] buffer = new byte[200];
        int length = 0;
        ContentAddress address = default;
        long allocated = Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Fact, new() { Encoding = PayloadEncoding.Cbor });
            writer.Write(Field.SourceType, "user_explicit");
            writer.Write(Field.Object, "dark mode"u8);
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.Write(Field.Subject, "user");
            writer.Write(Field.Confidence, 0.9);
            writer.Write(Field.AuthorDid, Author);
            writer.Write(Field.Namespace, "shared");
            writer.Write(Field.Relation, "prefers");
            length = writer.Finish(buffer, out address);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(Convert.ToHexStringLower(buffer.AsSpan(0, length)), Is.EqualTo(Convert.ToHexStringLower(Vector1)));
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(Vector1)));
    }

    [Test]
    public void A_buffer_that_is_too_short_is_an_argument_error_and_the_next_grain_is_sound()
    {
        byte[] buffer = new byte[200];
        int length = Write(buffer);
        Assert.Throws<ArgumentException>(() => Write(buffer.AsSpan(0, length - 1)));
        Assert.That(Write(buffer.AsSpan(0, length)), Is.EqualTo(length));
        Assert.That(GrainView.TryParse(buffer.AsSpan(0, length), out GrainView view, out OmsFault fault), Is.True, fault.ToString());
        Assert.That(view.Encoding, Is.EqualTo(PayloadEncoding.Cbor));

        static int Write(Span<byte> destination)
        {
            using GrainWriter writer = new(GrainType.Event, new() { Encoding = PayloadEncoding.Cbor });
            writer.Write(Field.Content, "hello");
            writer.Write(Field.CreatedAt, 1);
            return writer.Finish(destination, out _);
        }
    }

    [Test]
    public void Vector_1_is_parsed_read_and_addressed_for_free()
    {
        byte[] blob = Vector1;
        int sum = 0;
        long allocated = Allocations.Of(() =>
        {
            if (!GrainView.TryParse(blob, out GrainView view, out _)) return;
            foreach (Field field in (ReadOnlySpan<Field>)[Field.Subject, Field.Relation, Field.Object, Field.Namespace, Field.License])
            {
                if (view.TryGet(field, out FieldValue value)) sum += value.Utf8.Length;
            }
            if (view.TryGet(Field.Confidence, out FieldValue confidence)) sum += (int)(confidence.Float64 * 10);
            if (view.TryGet("s"u8, out FieldValue raw)) sum += raw.Encoded.Length + view.DeclaredType.Length;
            sum += view.ComputeAddress().GetHashCode() & 1;
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(sum, Is.Not.Zero);
    }

    [Test]
    public void Every_vector_is_parsed_and_walked_for_free_and_refused_for_free_when_cut_short()
    {
        List<string> costly = [];
        foreach (VectorBlob vector in CborVectors.Blobs.Where(static (blob, index) => index % 5 == 0 && blob.Bytes.Length < 2000))
        {
            byte[] blob = vector.Bytes;
            GrainReadOptions options = vector.Options;
            int sum = 0, refused = 0;
            long allocated = Allocations.Of(() =>
            {
                if (!GrainView.TryParse(blob, out GrainView view, out _, options)) return;
                sum += Walk(view.GetEnumerator());
                if (view.TryGet(Field.CreatedAt, out FieldValue created)) sum += created.Offset;
                refused += GrainView.TryParse(blob.AsSpan(0, blob.Length - 1), out _, out _, options) ? 0 : 1;
            });
            Assert.That(sum, Is.Not.Zero, vector.Name);
            Assert.That(refused, Is.GreaterThan(Allocations.Times), vector.Name);
            if (allocated != 0) costly.Add($"{vector.Name}: {allocated / Allocations.Times} B");
        }
        Assert.That(costly, Is.Empty);
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
