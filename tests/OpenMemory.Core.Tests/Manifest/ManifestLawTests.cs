using System.Buffers;

namespace OpenMemory.Tests;

/// <summary>Laws of manifests: order of making does not matter, defaults are left out, writing and reading are inverse.</summary>
[TestFixture]
public sealed class ManifestLawTests
{
    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void Entries_in_any_order_give_the_same_bytes(PayloadEncoding encoding) // OMS-4.1-1
    {
        Random random = new(1);
        for (int seed = 1; seed <= 40; seed++)
        {
            KeyValuePair<ContentAddress, IndexState>[] entries = ManifestSamples.Entries(seed, 1 + seed);
            byte[] expected = IndexManifest.Create(entries).ToBytes(encoding);
            random.Shuffle(entries);
            ArrayBufferWriter<byte> output = new();
            IndexManifest.Create(entries).WriteTo(output, encoding);
            Assert.That(output.WrittenSpan.SequenceEqual(expected), Is.True);
        }
    }

    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void What_is_written_is_read_again(PayloadEncoding encoding)
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            IndexManifest manifest = IndexManifest.Create(ManifestSamples.Entries(seed, seed), keepDefaults: seed % 2 == 0);
            byte[] bytes = manifest.ToBytes(encoding);
            IndexManifest read = IndexManifest.Parse(bytes);
            Assert.That(read, Is.EqualTo(manifest));
            Assert.That(read.ToBytes(encoding), Is.EqualTo(bytes));
            Assert.That(IndexManifest.Parse(bytes, new() { Mode = ReadingMode.Compatible }).DeviationCount, Is.Zero);
        }
    }

    [Test]
    public void Defaults_are_left_out_unless_they_are_kept()
    {
        KeyValuePair<ContentAddress, IndexState>[] entries =
        [
            new(ManifestSamples.Address(1), new()),
            new(ManifestSamples.Address(2), new() { AccessCount = 0, VerificationStatus = IndexState.Unverified, RecStatus = "pending" }),
            new(ManifestSamples.Address(3), new() { AccessCount = 0, VerificationStatus = IndexState.Unverified, SystemValidTo = 0 }),
        ];
        IndexManifest lean = IndexManifest.Create(entries), full = IndexManifest.Create(entries, keepDefaults: true);
        Assert.That(lean.Select(static entry => entry.Key), Is.EqualTo(new[] { ManifestSamples.Address(3) }));
        Assert.That(Convert.ToHexStringLower(lean.ToBytes()[67..]), Is.EqualTo("81a373767400"));
        Assert.That(full, Has.Count.EqualTo(3));
        Assert.That(IndexManifest.Create(IndexManifest.Parse(full.ToBytes())), Is.EqualTo(lean), "explicit defaults are read");
        Assert.That(full.ToBytes(), Has.Length.GreaterThan(lean.ToBytes().Length + (2 * 67)));
        Assert.That(IndexManifest.Create(entries[..2]), Is.SameAs(IndexManifest.Empty));
    }

    [Test]
    public void A_state_says_whether_it_must_travel() // OMS-11.7-1, OMS-11.7-7
    {
        Assert.That(IndexState.Default, Is.EqualTo(new IndexState { AccessCount = 0, VerificationStatus = IndexState.Unverified }));
        Assert.That((IndexState.Default.VerificationStatus, IndexState.Default.AccessCount), Is.EqualTo((IndexState.Unverified, 0L)));
        Assert.That((IndexState.Default.IsDefault, IndexState.Default.HasPortableState), Is.EqualTo((true, false)));
        foreach (IndexState portable in new IndexState[] { new() { SupersededBy = default(ContentAddress) }, new() { SystemValidTo = 0 }, new() { VerificationStatus = "x" } })
            Assert.That((portable.IsDefault, portable.HasPortableState), Is.EqualTo((false, true)));
        foreach (IndexState local in new IndexState[] { new() { AccessCount = 1 }, new() { LastAccessedAt = 0 }, new() { RecStatus = "approved" } })
        {
            Assert.That((local.IsDefault, local.HasPortableState), Is.EqualTo((false, false)));
            Assert.That(IndexManifest.Create([new(default, local)]).HasPortableState, Is.False);
            Assert.That(IndexManifest.Create([new(default, local), new(ManifestSamples.Address(1), new() { SystemValidTo = 0 })]).HasPortableState, Is.True);
        }
    }

    [Test]
    public void Entries_are_found_and_restricted()
    {
        KeyValuePair<ContentAddress, IndexState>[] entries = [.. Enumerable.Range(0, 500).Select(static i => KeyValuePair.Create(ManifestSamples.Address(i), new IndexState { AccessCount = i + 1 }))];
        IndexManifest manifest = IndexManifest.Create(entries);
        foreach ((ContentAddress address, IndexState state) in entries)
        {
            Assert.That(manifest.TryGet(address, out IndexState found), Is.True);
            Assert.That(found, Is.EqualTo(state));
        }
        Assert.That(manifest.TryGet(ManifestSamples.Address(500), out IndexState none), Is.False);
        Assert.That(none, Is.SameAs(IndexState.Default));
        HashSet<ContentAddress> kept = [.. entries.Where(static entry => entry.Value.AccessCount % 3 == 0).Select(static entry => entry.Key)];
        IndexManifest restricted = manifest.Restrict(kept.Contains);
        Assert.That(restricted.Select(static entry => entry.Key), Is.EqualTo(kept.Order()));
        Assert.That(manifest.Restrict(static _ => true), Is.SameAs(manifest));
        Assert.That(() => IndexManifest.Create([entries[0], entries[1], entries[0]]), Throws.ArgumentException);
    }

    [Test]
    public void A_text_that_cannot_be_written_is_refused_and_leaves_the_writer_usable() // OMS-4.4-4
    {
        IndexManifest bad = IndexManifest.Create([new(default, new() { VerificationStatus = "\ud800" })]);
        Assert.That(() => bad.ToBytes(), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Corrupt));
        Assert.That(IndexManifest.Empty.ToBytes(), Is.EqualTo(new byte[] { 0x80 }));
        Assert.That(IndexManifest.Empty.ToBytes(PayloadEncoding.Cbor), Is.EqualTo(new byte[] { 0xa0 }));
        IndexManifest loose = IndexManifest.Create([new(default, new() { VerificationStatus = "e\u0301" })]);
        Assert.That(IndexManifest.Parse(loose.ToBytes())[default].VerificationStatus, Is.EqualTo("\u00e9"), "normalized as every text (OMS-4.4-1)");
    }
}
