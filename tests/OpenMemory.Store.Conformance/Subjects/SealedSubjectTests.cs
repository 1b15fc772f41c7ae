using OpenMemory.Erasure;

namespace OpenMemory.Store.Conformance;

/// <summary>Sealed grains of a person are found by their token, and their key is destroyed with them (§20.3, §28.4.4, R-36, R-51).</summary>
public abstract class SealedSubjectTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4.4-1")]
    [Requirement("OMS-17.3-2")]
    public async Task A_users_sealed_grains_are_erased_with_the_key()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        GrainBlob closed = keys.Seal(Customer, NewFact());
        ContentAddress address = await Put(closed, Customer), open = await Put(NewFact("phone"));
        Assert.That((await Store.ReportSubjectAsync(Customer)).Matches.Select(static match => match.Address), Is.EquivalentTo(new[] { address, open }));
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.Erased, Is.EquivalentTo(new[] { address, open }));
        Assert.That(erasure.Receipt!.Salts, Is.EqualTo(1));
        Assert.That(erasure.IsComplete, Is.True);
        Assert.That(keys.Ring.GetState(Customer), Is.EqualTo(UserSaltState.Destroyed));
        Assert.That(keys.Ring.TryOpen(Customer, closed.Span, out _, out _), Is.False, "a copy elsewhere is closed for good");
    }

    [Test]
    [Requirement("OMS-28.4.4-4")]
    public async Task Sealed_grains_of_others_are_counted_as_a_limit_and_stay()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        ContentAddress other = await Put(keys.Seal("somebody", NewFact()), "somebody");
        SubjectReport report = await Store.ReportSubjectAsync(Customer);
        Assert.That(report.Matches, Is.Empty);
        Assert.That(report.Limits.Single(static limit => limit.Kind == SubjectLimitKind.SealedGrains).Count, Is.EqualTo(1));
        await Store.EraseSubjectAsync(Customer);
        Assert.That(await Store.ExistsAsync(other), Is.True);
        Assert.That(keys.Ring.GetState("somebody"), Is.EqualTo(UserSaltState.Active));
    }

    [Test]
    [Requirement("OMS-28.4.4-4")]
    public async Task Without_keys_sealed_grains_make_the_result_incomplete()
    {
        using KeyRing keys = new();
        await Put(keys.Seal(Customer, NewFact()));
        Assert.That((await Store.ReportSubjectAsync(Customer)).IsComplete, Is.False);
        Assert.That((await Store.EraseSubjectAsync(Customer)).IsComplete, Is.False);
    }

    [Test]
    [Requirement("R-36")]
    [Requirement("OMS-23.2-3")]
    public async Task A_held_grain_keeps_the_key()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        ContentAddress held = await Put(keys.Seal(Customer, Guarded("hold")), Customer), other = await Put(keys.Seal(Customer, NewFact("phone")), Customer);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.Held, Is.EqualTo(new[] { held }));
        Assert.That(erasure.Erased, Is.EqualTo(new[] { other }));
        Assert.That(erasure.Receipt, Is.Null);
        Assert.That(erasure.IsComplete, Is.False);
        Assert.That(erasure.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.KeyKept).And.Contain(SubjectLimitKind.Held));
        Assert.That(keys.Ring.GetState(Customer), Is.EqualTo(UserSaltState.Active));
        IsRefused(await Store.DeleteAsync(held, new() { UserId = Customer }), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    public async Task The_key_is_kept_where_that_is_asked_for_and_that_is_said()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        await Put(keys.Seal(Customer, NewFact()), Customer);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer, new() { KeepKey = true });
        Assert.That(erasure.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.KeyKept));
        Assert.That(keys.Ring.GetState(Customer), Is.EqualTo(UserSaltState.Active));
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task The_policy_of_a_sealed_grain_counts_for_whoever_names_the_user()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        Fact secret = Guarded("locked");
        ContentAddress address = await Put(keys.Seal(Customer, secret), Customer);
        GrainBlob successor = keys.Seal(Customer, secret.Next("phone") with { DerivedFrom = [address.ToString()] });
        IsRefused(await Store.SupersedeAsync(address, successor.Memory, new() { UserId = Customer }), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.SupersedeAsync(address, successor.Memory), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(address), OmsErrorCode.InvalidationDenied);
        Fact open = NewFact("open");
        ContentAddress free = await Put(keys.Seal(Customer, open), Customer);
        GrainBlob next = keys.Seal(Customer, open.Next("phone") with { DerivedFrom = [free.ToString()] });
        IsDone(await Store.SupersedeAsync(free, next.Memory, new() { UserId = Customer }));
        Assert.That(await Store.GetHeadAsync(free), Is.EqualTo(next.Address));
    }

    [Test]
    [Requirement("OMS-23.2-3")]
    [Requirement("OMS-28.4-5")]
    public async Task A_sealed_grain_is_deleted_by_whoever_names_its_user()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        ContentAddress held = await Put(keys.Seal(Customer, Guarded("hold")), Customer), free = await Put(keys.Seal(Customer, NewFact("phone")), Customer);
        foreach (string? user in new[] { null, "somebody", " ", Customer }) IsRefused(await Store.DeleteAsync(held, new() { UserId = user }), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.DeleteAsync(free), OmsErrorCode.InvalidationDenied, "OMS-28.4-5");
        IsDone(await Store.DeleteAsync(free, new() { UserId = Customer }));
        ContentAddress closed = await Put(keys.Seal("gone", NewFact()), "gone");
        keys.Ring.Destroy("gone");
        IsDone(await Store.DeleteAsync(closed, new() { UserId = "gone" }));
    }

    [Test]
    [Requirement("OMS-8.10-4")]
    public async Task Sealed_Consents_that_are_kept_keep_the_key_that_opens_them()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        GrainBlob consent = keys.Seal(Customer, NewConsent(Customer));
        await Put(consent, Customer);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer, new() { KeepConsents = true });
        Assert.That(erasure.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.ConsentsKept).And.Contain(SubjectLimitKind.KeyKept));
        Assert.That(keys.Ring.TryOpen(Customer, consent.Span, out _, out _), Is.True);
    }

    [Test]
    public async Task A_user_whom_no_key_could_be_for_is_refused_before_anything_happens()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        string user = new('u', 2049);
        GrainBlob closed = keys.Seal(Customer, NewFact());
        await Put(NewFact(subject: user));
        string before = await StoreImage.Of(Store);
        Assert.That(async () => await Store.PutAsync(closed.Memory, new() { UserId = user }), Throws.InstanceOf<ArgumentException>());
        Assert.That(async () => await Store.EraseSubjectAsync(user), Throws.InstanceOf<ArgumentException>());
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task Attachments_of_sealed_grains_are_reclaimed_with_them()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync("sealed elsewhere"u8.ToArray());
        await Put(keys.Seal(Customer, NewFact() with { ContentRefs = [Attachment(uri)] }), Customer);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.ContentsReclaimed, Is.EqualTo(1));
        Assert.That(await Store.Content.ExistsAsync(uri), Is.False);
    }
}
