namespace OpenMemory.Store.Conformance;

/// <summary>Taking in what is authored here (§28.4, R-34, R-49).</summary>
public abstract class PutTests : GrainStoreFixture
{
    private const string Other = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly (string Key, object Value)[] s_indexFields =
        [("sb", Other), ("svt", 1_700_000_000_001L), ("vstatus", "verified"), ("rstat", "approved"), ("ac", 3), ("laa", 1_700_000_000_001L)];

    [Test]
    [Requirement("OMS-17.2-2")]
    [Requirement("OMS-28.4-1")]
    public async Task A_grain_that_was_put_is_found_with_the_same_bytes()
    {
        GrainBlob blob = NewFact().ToBlob();
        WriteResult result = await Store.PutAsync(blob.Memory);
        StoredGrain? stored = await Store.GetAsync(blob.Address);
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That(result.Address, Is.EqualTo(blob.Address));
        Assert.That(stored!.Blob.Memory.ToArray(), Is.EqualTo(blob.Memory.ToArray()));
        Assert.That(stored.AcceptedAt, Is.EqualTo(Clock.Now));
        Assert.That(stored.Entry.IsCurrent, Is.True);
        Assert.That(stored.ToGrain(), Is.EqualTo(blob.ToGrain()));
        Assert.That(await Store.ExistsAsync(blob.Address), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4-2")]
    public async Task Putting_a_grain_again_changes_nothing_and_gives_the_same_address()
    {
        ContentAddress address = await Put(NewFact());
        string before = await StoreImage.Of(Store);
        Clock.Advance(TimeSpan.FromHours(1));
        WriteResult again = await TryPut(NewFact());
        Assert.That(again.Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That(again.Address, Is.EqualTo(address));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-28.4-2")]
    public async Task Putting_a_superseded_grain_again_does_not_bring_it_back()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        ContentAddress head = await Supersede(address, old.Next("phone"));
        Assert.That((await TryPut(old)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That((await EntryOf(address)).State.SupersededBy, Is.EqualTo(head));
    }

    [Test]
    public async Task A_grain_that_is_not_here_is_not_found()
    {
        ContentAddress absent = NewFact().Address();
        Assert.That(await Store.GetAsync(absent), Is.Null);
        Assert.That(await Store.ExistsAsync(absent), Is.False);
        Assert.That(await Store.GetHeadAsync(absent), Is.Null);
        Assert.That(await Store.GetHistoryAsync(absent), Is.Null);
    }

    [TestCaseSource(nameof(s_indexFields))]
    [Requirement("OMS-5.6-1")]
    [Requirement("OMS-8.12-3")]
    public async Task An_author_does_not_write_index_fields((string Key, object Value) field)
    {
        byte[] blob = PeerFact((field.Key, field.Value));
        IsRefused(await Store.PutAsync(blob), OmsErrorCode.Schema);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    [Requirement("R-49")]
    public async Task An_authors_bytes_are_canonical()
    {
        byte[] wide = PeerBlob.Of(1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "a"), ("r", "b"), ("o", "c"), ("c", 0.5f));
        WriteResult result = await Store.PutAsync(wide);
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(result.Fault.IsFault, Is.True);
        IsRefused(await Store.PutAsync(PeerBlob.Of(1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "a"))), OmsErrorCode.Schema);
    }

    [Test]
    [Requirement("R-37")]
    public async Task The_writer_of_the_tests_writes_what_is_taken_in_without_index_fields() => IsDone(await Store.PutAsync(PeerFact()));

    [Test]
    [Requirement("R-21")]
    public async Task What_an_author_calls_contradicted_is_current_all_the_same()
    {
        ContentAddress address = await Put(NewFact() with { Contradicted = true });
        Assert.That((await EntryOf(address)).IsContradicted, Is.False);
        Assert.That(await Find(new()), Is.EqualTo(new[] { address }));
    }

    [Test]
    [Requirement("OMS-14.3-1")]
    public async Task An_author_relates_grains_by_known_relations()
    {
        byte[] blob = PeerFact(("rt", new object?[] { new PeerMap(("h", Other), ("rl", "resembles")) }));
        Assert.That((await Store.PutAsync(blob)).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-16.2-4")]
    public async Task The_two_encodings_of_a_grain_are_two_grains()
    {
        GrainBlob blob = NewFact().ToBlob(), cbor = blob.Transcode(PayloadEncoding.Cbor);
        await Put(blob);
        await Put(cbor);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(2));
    }

    [Test]
    public async Task The_store_copies_what_it_is_given()
    {
        GrainBlob blob = NewFact().ToBlob();
        byte[] mine = blob.Memory.ToArray();
        await Store.PutAsync(mine);
        mine.AsSpan().Clear();
        Assert.That((await Store.GetAsync(blob.Address))!.Blob.Memory.ToArray(), Is.EqualTo(blob.Memory.ToArray()));
    }

    [Test]
    public async Task A_store_for_small_devices_refuses_large_grains_of_authors()
    {
        UseStore(new() { Limits = new CodecLimits(512, 8) });
        IsDone(await TryPut(NewFact()));
        IsRefused(await TryPut(NewFact(new string('x', 600))), OmsErrorCode.Corrupt, "OMS-18-1");
    }

    private static byte[] PeerFact(params (string Key, object? Value)[] more) => PeerBlob.Of(
        1, 0, [("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "customer"), ("r", "prefers"), ("o", "email"), ("c", 0.9), .. more]);
}
