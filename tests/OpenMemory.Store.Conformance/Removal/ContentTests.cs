using System.Text;

namespace OpenMemory.Store.Conformance;

/// <summary>Attachments, and what becomes of them when grains are erased (§7.1.1, §28.4.2, §28.4.3).</summary>
public abstract class ContentTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4-1")]
    [Requirement("OMS-28.4.2-1")]
    [Requirement("OMS-7.1.1-1")]
    public async Task Bytes_are_named_by_their_hash_and_come_back()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("an invoice");
        CasUri uri = await Store.Content.PutAsync(bytes);
        Assert.That(uri.Address, Is.EqualTo(ContentAddress.Compute(bytes)));
        Assert.That((await Store.Content.GetAsync(uri))!.Value.ToArray(), Is.EqualTo(bytes));
        Assert.That(await Store.Content.PutAsync(bytes), Is.EqualTo(uri));
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.EqualTo(1));
        bytes[0] ^= 1;
        Assert.That((await Store.Content.GetAsync(uri))!.Value.Span[0], Is.EqualTo((byte)'a'), "the store copied them");
    }

    [Test]
    [Requirement("OMS-7.1.1-5")]
    public async Task Bytes_that_are_not_here_are_not_found()
    {
        CasUri absent = new(ContentAddress.Compute("absent"u8));
        Assert.That(await Store.Content.GetAsync(absent), Is.Null);
        Assert.That(await Store.Content.ExistsAsync(absent), Is.False);
    }

    [Test]
    public async Task No_bytes_are_bytes_too()
    {
        CasUri uri = await Store.Content.PutAsync(ReadOnlyMemory<byte>.Empty);
        Assert.That((await Store.Content.GetAsync(uri))!.Value.Length, Is.Zero);
        Assert.That(await Store.Content.ExistsAsync(uri), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    [Requirement("OMS-28.4.3-5")]
    public async Task Erasure_destroys_what_only_erased_grains_name_and_keeps_what_others_share()
    {
        CasUri own = await Store.Content.PutAsync("own"u8.ToArray()), shared = await Store.Content.PutAsync("shared"u8.ToArray());
        await Put(NewFact() with { ContentRefs = [Attachment(own), Attachment(shared)] });
        await Put(NewFact("phone") with { ContentRefs = [Attachment(own)] });
        await Put(NewFact(subject: "somebody") with { ContentRefs = [Attachment(shared)] });
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.Erased, Has.Count.EqualTo(2));
        Assert.That(erasure.ContentsReclaimed, Is.EqualTo(1));
        Assert.That(erasure.ContentsShared, Is.EqualTo(1));
        Assert.That(await Store.Content.ExistsAsync(own), Is.False);
        Assert.That(await Store.Content.GetAsync(own), Is.Null);
        Assert.That((await Store.Content.GetAsync(shared))!.Value.ToArray(), Is.EqualTo("shared"u8.ToArray()));
    }

    [Test]
    [Requirement("OMS-28.4.3-2")]
    public async Task An_upload_that_no_erased_grain_names_survives()
    {
        CasUri pending = await Store.Content.PutAsync("uploaded, its grain is still to come"u8.ToArray());
        CasUri own = await Store.Content.PutAsync("own"u8.ToArray());
        await Put(NewFact() with { ContentRefs = [Attachment(own)] });
        ContentAddress other = await Put(NewFact(subject: "somebody"));
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        await Store.DeleteAsync(other);
        Assert.That(erasure.ContentsReclaimed, Is.EqualTo(1));
        Assert.That(await Store.Content.ExistsAsync(pending), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task Deleting_the_last_grain_that_names_bytes_destroys_them()
    {
        CasUri uri = await Store.Content.PutAsync("own"u8.ToArray());
        Fact old = NewFact() with { ContentRefs = [Attachment(uri)] };
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone"));
        await Store.DeleteAsync(first);
        Assert.That(await Store.Content.ExistsAsync(uri), Is.True, "the successor names them");
        await Store.DeleteAsync(second);
        Assert.That(await Store.Content.ExistsAsync(uri), Is.False);
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.Zero);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task A_reference_to_bytes_that_are_elsewhere_hinders_nothing()
    {
        CasUri elsewhere = new(ContentAddress.Compute("elsewhere"u8));
        await Put(NewFact() with { ContentRefs = [Attachment(elsewhere), new() { Uri = "https://example.com/a.pdf", Modality = "document" }] });
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That((erasure.Erased.Count, erasure.ContentsReclaimed, erasure.ContentsShared), Is.EqualTo((1, 0, 0)));
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task A_held_grain_keeps_its_bytes()
    {
        CasUri uri = await Store.Content.PutAsync("evidence"u8.ToArray());
        await Put(Guarded("hold") with { ContentRefs = [Attachment(uri)] });
        await Put(NewFact("phone") with { ContentRefs = [Attachment(uri)] });
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That((erasure.ContentsReclaimed, erasure.ContentsShared), Is.EqualTo((0, 1)));
        Assert.That(await Store.Content.ExistsAsync(uri), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.3-4")]
    public async Task Erasing_while_others_put_grains_loses_no_bytes_that_a_survivor_names()
    {
        for (int round = 0; round < 30; round++)
        {
            CasUri uri = await Store.Content.PutAsync(Encoding.UTF8.GetBytes($"round {round}"));
            await Put(NewFact($"round {round}") with { ContentRefs = [Attachment(uri)] });
            Fact survivor = NewFact($"round {round}", "somebody") with { ContentRefs = [Attachment(uri)] };
            Task<SubjectErasure> erasing = Task.Run(async () => await Store.EraseSubjectAsync(Customer));
            Task<WriteResult> putting = Task.Run(async () => await TryPut(survivor));
            SubjectErasure erasure = await erasing;
            IsDone(await putting);
            bool isHere = await Store.Content.ExistsAsync(uri);
            Assert.That(isHere ? erasure.ContentsShared : erasure.ContentsReclaimed, Is.EqualTo(1), "destroyed only where the survivor came after");
        }
    }
}
