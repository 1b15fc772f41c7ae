using System.Buffers.Binary;
using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>Addresses that a stranger has chosen so that a careless table would put them all in one place.</summary>
[TestFixture]
public sealed class CollisionTests
{
    private const int Count = 200_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(4);

    [Test]
    public void A_manifest_of_chosen_addresses_is_verified_in_linear_time() // R-26, OMS-11.7-3
    {
        byte[] manifest = IndexManifest.Create(Enumerable.Range(0, Count).Select(static i => KeyValuePair.Create(Chosen(i, 8), new IndexState { AccessCount = 1 }))).ToBytes();
        byte[] one = Samples.Raw(MgFileFlags.HasIndexManifest, Samples.Grain(1).Span.ToArray());
        using MgFileReader reader = MgFileReader.Open(Samples.Sign([.. one[..^32], .. manifest, .. new byte[32]]));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(reader.Verify(MgCheck.Addresses).FaultCount, Is.EqualTo(Count));
        Assert.That(watch.Elapsed, Is.LessThan(s_limit));
    }

    [Test]
    public void Grains_whose_addresses_agree_in_their_lowest_bits_are_found_in_linear_time()
    {
        AddressTable table = new(Count, static i => Chosen(i, 0));
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Count; i++) Assert.That(table.Add(Chosen(i, 0), i), Is.EqualTo(-1));
        Assert.That(table.Add(Chosen(7, 0), Count), Is.EqualTo(7));
        Assert.That(table.TryFind(Chosen(Count - 1, 0), out int index), Is.True);
        Assert.That(index, Is.EqualTo(Count - 1));
        Assert.That(table.TryFind(Chosen(Count, 0), out _), Is.False);
        Assert.That(watch.Elapsed, Is.LessThan(s_limit));
    }

    /// <summary>An address that differs from the others in four of its bytes only.</summary>
    private static ContentAddress Chosen(int number, int at)
    {
        byte[] bytes = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at == 0 ? 0 : 16 + at), number);
        return new ContentAddress(bytes);
    }
}
