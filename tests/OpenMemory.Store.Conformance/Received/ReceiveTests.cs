namespace OpenMemory.Store.Conformance;

/// <summary>Grains from elsewhere: kept as they are, believed in nothing (OMS-28.4-7, R-49).</summary>
public abstract class ReceiveTests : GrainStoreFixture
{
    private const string Other = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Test]
    [Requirement("OMS-28.4-7")]
    [Requirement("R-49")]
    public async Task What_the_compatible_mode_puts_up_with_is_kept_to_the_byte_with_its_marks()
    {
        byte[] wide = PeerBlob.Of(1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "a"), ("r", "b"), ("o", "c"), ("c", 0.5f));
        Assert.That((await Store.PutAsync(wide)).Outcome, Is.EqualTo(WriteOutcome.Refused), "an author writes canonical bytes");
        WriteResult result = await Receive(wide);
        IsDone(result);
        Assert.That(result.Warnings, Is.Not.Null.And.Not.Empty);
        Assert.That(result.Address, Is.EqualTo(ContentAddress.Compute(wide)));
        Assert.That((await Store.GetAsync(result.Address))!.Blob.Memory.ToArray(), Is.EqualTo(wide));
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    public async Task A_sound_grain_has_no_marks()
    {
        WriteResult result = await Receive(NewFact().ToBlob().Memory);
        Assert.That((result.Outcome, result.Warnings), Is.EqualTo((WriteOutcome.Done, (IReadOnlyList<OmsFault>?)null)));
    }

    [Test]
    [Requirement("OMS-5.6-4")]
    [Requirement("R-37")]
    public async Task Index_fields_in_a_received_blob_are_kept_in_the_blob_and_count_for_nothing()
    {
        byte[] blob = PeerBlob.Of(
            1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "a"), ("r", "b"), ("o", "c"), ("c", 0.5),
            ("sb", Other), ("svt", 1L), ("vstatus", "retracted"), ("ac", 9), ("laa", 5L), ("rstat", "applied"), ("ct", true));
        WriteResult result = await Receive(blob);
        IsDone(result);
        Assert.That(await EntryOf(result.Address), Is.EqualTo(Supersession.IndexEntry.Default));
        Assert.That((await Store.GetAsync(result.Address))!.Blob.Memory.ToArray(), Is.EqualTo(blob));
        Assert.That(await Find(new()), Is.EqualTo(new[] { result.Address }));
    }

    [Test]
    [Requirement("OMS-28.4-2")]
    public async Task Receiving_again_changes_nothing()
    {
        GrainBlob blob = NewFact().ToBlob();
        await Put(blob);
        string before = await StoreImage.Of(Store);
        Assert.That((await Receive(blob.Memory)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-49")]
    public async Task Each_received_grain_stands_for_itself()
    {
        ContentAddress deleted = await Put(NewFact("gone"));
        await Store.DeleteAsync(deleted);
        IReadOnlyList<WriteResult> results = await Store.ReceiveAsync(
            [new(NewFact("a").ToBlob().Memory), new(new byte[] { 0 }), new(NewFact("gone").ToBlob().Memory), new(NewFact("a").ToBlob().Memory)]);
        Assert.That(results.Select(static result => result.Outcome), Is.EqualTo(new[] { WriteOutcome.Done, WriteOutcome.Refused, WriteOutcome.Deleted, WriteOutcome.Existing }));
    }

    [Test]
    [Requirement("R-26")]
    public async Task Without_the_compatible_mode_received_bytes_are_canonical()
    {
        byte[] wide = PeerBlob.Of(1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "a"), ("r", "b"), ("o", "c"), ("c", 0.5f));
        Assert.That((await Store.ReceiveAsync([new(wide)])).Single().Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    public async Task Grains_of_unknown_types_are_kept()
    {
        byte[] blob = PeerBlob.Of(0xF3, 0, ("t", "custom"), ("ca", PeerBlob.CreatedAt), ("s", "a"), ("x", new object?[] { 1, "two" }));
        WriteResult result = await Receive(blob);
        IsDone(result);
        Assert.That((await Store.GetAsync(result.Address))!.Blob.Memory.ToArray(), Is.EqualTo(blob));
    }

    [Test]
    [Requirement("R-34")]
    public async Task What_is_received_may_claim_to_supersede_and_does_not()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        IsDone(await Receive((old.Next("phone") with { InvalidationType = "retraction" }).ToBlob().Memory));
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }
}
