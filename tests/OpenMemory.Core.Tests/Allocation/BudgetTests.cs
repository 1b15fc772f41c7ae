using System.Text;

namespace OpenMemory.Tests;

/// <summary>
/// The budgets of bytes, line by line: nothing for what is done once a grain, and a bound for what is done once a file. Their times are
/// rows of benchmarks/results.
/// </summary>
[TestFixture]
[NonParallelizable] // counts what all threads allocate
public sealed class BudgetTests
{
    private const int Few = 30_000, Many = 90_000; // both above a mebibyte, from where on files are mapped

    // Verifying keeps every address to see duplicates. Packing has buffers that grow up to a size, and little for each grain.
    private const int OpenBytes = 4096, VerifyBytesEach = 128, PackBytes = 32 << 20, PackBytesEach = 64;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _few, _many;

    public BudgetTests()
    {
        _few = Samples.Write(default, Samples.Many(Few));
        _many = Samples.Write(default, Samples.Many(Many));
        File.WriteAllBytes(_folder["few.mg"], _few);
        File.WriteAllBytes(_folder["many.mg"], _many);
    }

    [OneTimeTearDown]
    public void RemoveFiles() => _folder.Dispose();

    [Test]
    public void Encoding_and_addressing_into_a_caller_s_buffer_allocates_nothing()
    {
        byte[] buffer = new byte[200];
        ContentAddress address = default;
        Assert.That(Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Fact);
            writer.Write(Field.Subject, "user");
            writer.Write(Field.Relation, "prefers");
            writer.Write(Field.Object, "dark mode");
            writer.Write(Field.Confidence, 0.9);
            writer.Write(Field.SourceType, "user_explicit");
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.Write(Field.Namespace, "shared");
            writer.Write(Field.AuthorDid, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
            writer.Finish(buffer, out address);
        }), Is.Zero);
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(Vectors.Vector1)));
    }

    [Test]
    public void Parsing_and_validating_allocates_nothing()
    {
        byte[] blob = Vectors.Vector1;
        int fields = 0;
        Assert.That(Allocations.Of(() => fields = GrainView.Parse(blob).Count), Is.Zero);
        Assert.That(fields, Is.EqualTo(9));
    }

    [Test]
    public void Reading_a_field_of_a_parsed_grain_allocates_nothing()
    {
        byte[] blob = Vectors.Vector1;
        int length = 0;
        Assert.That(Allocations.Of(() =>
        {
            GrainView view = GrainView.Parse(blob);
            for (int i = 0; i < 10; i++) length = view.TryGet(Field.Object, out FieldValue value) ? value.Utf8.Length : 0;
        }), Is.Zero);
        Assert.That(length, Is.EqualTo("dark mode".Length));
    }

    [Test]
    public void Addresses_asked_for_one_by_one_and_in_batches_allocate_nothing()
    {
        Range[] blobs = [.. Enumerable.Range(0, 100).Select(static i => (i * 159)..((i * 159) + (i % 2 == 0 ? 159 : 40 + i)))];
        ReadOnlyMemory<byte>[] memories = [.. blobs.Select(blob => new ReadOnlyMemory<byte>(_few)[blob])];
        ContentAddress[] addresses = new ContentAddress[100], others = new ContentAddress[100];
        ContentAddress one = default;
        Assert.That(Allocations.Of(() => one = ContentAddress.Compute(_few.AsSpan(blobs[99]))), Is.Zero);
        Assert.That(Allocations.Of(() => ContentAddress.ComputeBatch(_few, blobs, addresses)), Is.Zero, "ranges");
        Assert.That(Allocations.Of(() => ContentAddress.ComputeBatch(memories, others)), Is.Zero, "memories");
        Assert.That((addresses[99], others[99]), Is.EqualTo((one, one)));
    }

    [TestCase("The café opens at 09:30. ", "latin")]
    [TestCase("plain letters only, 0123456789. ", "ASCII")]
    [TestCase("Съешь же ещё этих мягких булок. ", "Cyrillic")]
    [TestCase("हिन्दी पढ़ना चाहता है ", "Devanagari")]
    [TestCase("모든 인간은 태어날 때부터 ", "Hangul")]
    [TestCase("👍🏽 😀🎉🚀 👩‍👩‍👧‍👦 ", "emoji")]
    public void Checking_text_that_is_normalized_allocates_nothing(string text, string script)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text.Normalize(NormalizationForm.FormC), 100)));
        bool isNormal = false;
        Assert.That(Allocations.Of(() => isNormal = Nfc.IsNormalized(utf8)), Is.Zero, script);
        Assert.That(isNormal, Is.True, script);
    }

    [Test]
    public void A_grain_at_random_from_an_open_file_allocates_nothing()
    {
        using MgFileReader file = MgFileReader.Open(_folder["many.mg"]);
        Random random = new(1);
        int bytes = 0;
        Assert.That(Allocations.Of(() => bytes += file[random.Next(Many)].Length), Is.Zero);
        Assert.That(bytes, Is.Positive);
    }

    [Test]
    public void Opening_a_file_allocates_the_same_whatever_its_size()
    {
        // Of this thread: the rest of an earlier test may still be at work on another.
        long few = Allocations.Of(() => Open("few.mg")) / Allocations.Times, many = Allocations.Of(() => Open("many.mg")) / Allocations.Times;
        Assert.That(many, Is.LessThanOrEqualTo(OpenBytes));
        Assert.That(many, Is.EqualTo(few).Within(256));
    }

    [Test]
    public void Verifying_everything_allocates_a_bounded_number_of_bytes_a_grain()
    {
        using MgFileReader few = MgFileReader.Open(_few), many = MgFileReader.Open(_many);
        double each = (Total(() => Verify(many)) - Total(() => Verify(few))) / (double)(Many - Few);
        Assert.That(each, Is.LessThanOrEqualTo(VerifyBytesEach));
    }

    [Test]
    public void Packing_allocates_buffers_of_a_bounded_size_and_little_for_each_grain()
    {
        GrainBlob[] grains = Samples.Many(Many);
        Assert.That(Total(() => Pack(grains)), Is.LessThanOrEqualTo(PackBytes + (PackBytesEach * Many)));
    }

    /// <summary>The fewest bytes that all threads allocated in one of three runs, after one that is not counted.</summary>
    private static long Total(Action work)
    {
        work();
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            work();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }

    private void Open(string name)
    {
        using MgFileReader file = MgFileReader.Open(_folder[name]);
        Assert.That(file.Count, Is.Not.Zero);
    }

    private void Pack(GrainBlob[] grains)
    {
        using MgFileWriter writer = MgFileWriter.Create(_folder["packed.mg"]);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Complete();
    }

    private static void Verify(MgFileReader file) => file.Verify(MgCheck.Canonical).ThrowIfFaulty();
}
