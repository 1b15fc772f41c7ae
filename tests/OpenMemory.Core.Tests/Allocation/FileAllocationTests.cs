namespace OpenMemory.Tests;

/// <summary>Random access to an open file, and addresses as text, allocate nothing.</summary>
[TestFixture]
public sealed class FileAllocationTests
{
    [TestCase(100)]
    [TestCase(2 << 20)] // mapped
    public void Grains_of_an_open_file_are_reached_for_free(int size)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Samples.Write(default, [.. Samples.Many(100), Samples.Large(1, size)]));
        using MgFileReader file = MgFileReader.Open(folder["a.mg"]);
        int next = 0, sum = 0;
        long allocated = Allocations.Of(() =>
        {
            int index = next++ % 100;
            if (!GrainView.TryParse(file[index], out GrainView view, out _)) return;
            if (view.TryGet(Field.Conclusion, out FieldValue value)) sum += value.Utf8.Length;
            sum += (int)file.OffsetOf(index) + file.GetAddress(index).GetHashCode() + file.Count;
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(sum, Is.Not.Zero);
    }

    [Test]
    public void Headers_are_read_for_free_also_through_the_handle()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Samples.Write(default, [.. Samples.Many(20), Samples.Large(1, 2 << 20)]));
        using MgFileReader file = MgFileReader.Open(folder["a.mg"], new() { NoMapping = true });
        int found = 0, next = 0;
        long allocated = Allocations.Of(() => found += file.TryReadHeader(next++ % 21, out GrainHeader header) && header.Type == GrainType.Reasoning ? 1 : 0);
        Assert.That((allocated, found), Is.EqualTo((0L, next)));
    }

    [Test]
    public void A_grain_is_found_by_its_address_for_free_after_the_first_time()
    {
        GrainBlob[] grains = Samples.Many(50);
        using MgFileReader file = MgFileReader.Open(Samples.Write(default, grains));
        int next = 0, found = 0;
        long allocated = Allocations.Of(() => found += file.TryFind(grains[next++ % 50].Address, out _) ? 1 : 0);
        Assert.That(allocated, Is.Zero);
        Assert.That(found, Is.EqualTo(next));
    }

    [Test]
    public void Addresses_become_text_and_back_for_free()
    {
        ContentAddress address = ContentAddress.Compute(Vectors.Vector1), fromChars = default, fromBytes = default;
        char[] chars = new char[64];
        byte[] bytes = new byte[64];
        bool all = true;
        long allocated = Allocations.Of(() =>
        {
            all &= address.TryFormat(chars, out _) && address.TryFormat(bytes, out _);
            all &= ContentAddress.TryParse(chars, out fromChars) && ContentAddress.TryParse(bytes, out fromBytes);
            all &= fromChars.FixedTimeEquals(fromBytes) && fromChars.Equals(address) && fromChars.CompareTo(address) == 0;
            address.CopyTo(bytes);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(all, Is.True);
    }
}
