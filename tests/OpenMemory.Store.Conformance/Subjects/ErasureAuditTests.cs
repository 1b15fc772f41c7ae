using System.Text;
using System.Text.RegularExpressions;

namespace OpenMemory.Store.Conformance;

/// <summary>What an erasure leaves behind never names the person (R-54, §10.5.2).</summary>
public abstract class ErasureAuditTests : GrainStoreFixture
{
    private const string Identity = "Giuseppina.Verdi";

    [Test]
    [Requirement("R-54")]
    [Requirement("OMS-28.4-4")]
    public async Task The_record_carries_the_fingerprint_and_the_counts()
    {
        CasUri uri = await Store.Content.PutAsync("own"u8.ToArray());
        await Put(NewFact(subject: Identity) with { ContentRefs = [Attachment(uri)] });
        await Put(NewFact("phone", Identity));
        SubjectErasure erasure = await Store.EraseSubjectAsync(Identity, new() { Actor = "job:privacy", Reason = "request 17" });
        Assert.That(erasure.Fingerprint, Does.Match(new Regex("^subject:[0-9a-f]{16}$")));
        AuditEntry entry = (await Audit()).Single(static entry => entry.Act == AuditAct.SubjectErased);
        Assert.That(entry.Detail, Does.Contain(erasure.Fingerprint).And.Contain("2").And.Contain("1"));
        Assert.That((entry.Actor, entry.Record), Is.EqualTo(("job:privacy", (ContentAddress?)erasure.Record)));
        Grain record = (await Store.GetAsync(erasure.Record))!.ToGrain();
        Assert.That(record, Is.InstanceOf<Observation>());
        Assert.That(record.Subject, Is.EqualTo(erasure.Fingerprint));
    }

    [Test]
    [Requirement("R-54")]
    public async Task The_fingerprint_is_that_of_the_ruling()
    {
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Identity)));
        Assert.That((await Store.ReportSubjectAsync(Identity)).Fingerprint, Is.EqualTo($"subject:{hash[..16]}"));
    }

    [Test]
    [Requirement("R-54")]
    public async Task No_byte_that_is_left_holds_the_identity()
    {
        Fact old = NewFact(subject: Identity);
        await Supersede(await Put(old), old.Next("phone"));
        await Put(NewEvent("hello", Identity) with { UserId = Identity, SessionId = $"{Identity}#1" });
        await Store.EraseSubjectAsync(Identity, new() { Actor = "job:privacy", Reason = "request 17" });
        byte[] needle = Encoding.UTF8.GetBytes(Identity);
        List<AuditEntry> audit = await Audit();
        Assert.That(audit, Is.Not.Empty);
        foreach (AuditEntry entry in audit) Assert.That(entry.ToBytes().AsSpan().IndexOf(needle), Is.Negative);
        List<GrainChange> changes = await Changes();
        foreach (GrainChange change in changes)
        {
            Assert.That(change.Blob is null || change.Blob.Delivered.Span.IndexOf(needle) < 0, Is.True);
        }
        GrainPage all = await Store.QueryAsync(new() { Status = GrainStatus.Any, Limit = 1000 });
        foreach (GrainHit hit in all.Results) Assert.That(hit.Grain.Blob.Delivered.Span.IndexOf(needle), Is.Negative);
    }

    [Test]
    [Requirement("R-54")]
    public async Task Whoever_erases_their_own_data_is_not_named_either()
    {
        await Put(NewFact(subject: Identity));
        SubjectErasure erasure = await Store.EraseSubjectAsync(Identity, new() { Actor = Identity, Reason = $"asked for by {Identity}" });
        Assert.That((await Audit()).Single().Actor, Is.EqualTo(erasure.Fingerprint));
        byte[] needle = Encoding.UTF8.GetBytes(Identity);
        Assert.That((await Audit()).Single().ToBytes().AsSpan().IndexOf(needle), Is.Negative);
        Assert.That((await Store.GetAsync(erasure.Record))!.Blob.Span.IndexOf(needle), Is.Negative);
        await Store.EraseSubjectAsync(Identity, new() { Actor = "Giuseppina", Reason = "request 18" });
        Assert.That((await Audit())[^1].Actor, Is.EqualTo("Giuseppina"), "another name stays");
    }

    [Test]
    public async Task An_erasure_of_nobody_is_recorded_too_and_changes_nothing_else()
    {
        ContentAddress other = await Put(NewFact());
        SubjectErasure erasure = await Store.EraseSubjectAsync(Identity);
        Assert.That((erasure.Erased.Count, erasure.Held.Count, erasure.ContentsReclaimed), Is.EqualTo((0, 0, 0)));
        Assert.That(erasure.IsComplete, Is.True);
        Assert.That(await Store.ExistsAsync(other), Is.True);
        Assert.That((await Audit()).Select(static entry => entry.Act), Is.EqualTo(new[] { AuditAct.SubjectErased }));
    }

    [Test]
    [Requirement("OMS-28.4-6")]
    [Requirement("R-49")]
    public async Task What_was_erased_does_not_come_back()
    {
        Fact fact = NewFact(subject: Identity);
        ContentAddress address = await Put(fact);
        await Store.EraseSubjectAsync(Identity);
        Assert.That((await TryPut(fact)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That((await Receive(fact.ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }
}
