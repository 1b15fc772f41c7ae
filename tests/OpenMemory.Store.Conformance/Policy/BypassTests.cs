namespace OpenMemory.Store.Conformance;

/// <summary>The ways around a policy, all closed (§23.6, §23.7, §23.9).</summary>
public abstract class BypassTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-23.7-1")]
    [Requirement("OMS-14.3-2")]
    public async Task Links_that_say_replaces_or_contradicts_touch_no_index_state()
    {
        ContentAddress open = await Put(NewFact()), locked = await Put(Guarded("locked", value: "locked"));
        foreach (ContentAddress target in new[] { open, locked })
        {
            foreach (string relation in new[] { "replaces", "contradicts", "refutes" })
            {
                Fact link = NewFact($"{relation} {target}") with { RelatedTo = [new() { Hash = target.ToString(), RelationType = relation, Weight = 1 }] };
                await Put(link);
                await Receive((link with { Object = $"received {relation} {target}" }).ToBlob().Memory);
            }
            Assert.That(await EntryOf(target), Is.EqualTo(Supersession.IndexEntry.Default));
        }
    }

    [TestCase("subtree")]
    [TestCase("lineage")]
    [Requirement("OMS-23.6-1")]
    [Requirement("OMS-23.7-1")]
    public async Task A_descendant_of_a_protected_grain_is_protected_with_it(string scope)
    {
        Fact root = Guarded("locked", scope), derived = root.Next("derived");
        await Put(root);
        ContentAddress address = await Put(derived);
        string before = await StoreImage.Of(Store);
        IsRefused(await TrySupersede(address, derived.Next("phone"), "please"), OmsErrorCode.InvalidationDenied);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [TestCase("grain")]
    [TestCase(null)]
    [Requirement("OMS-23.6-1")]
    public async Task A_policy_for_its_grain_alone_leaves_descendants_open(string? scope)
    {
        Fact root = Guarded("locked", scope), derived = root.Next("derived");
        await Put(root);
        IsDone(await TrySupersede(await Put(derived), derived.Next("phone")));
    }

    [Test]
    [Requirement("OMS-23.7-1")]
    public async Task A_second_parent_is_looked_at_too()
    {
        Fact root = Guarded("locked", "subtree"), open = NewFact("open");
        ContentAddress guarded = await Put(root), old = await Put(open);
        IsRefused(
            await TrySupersede(old, open.Next("phone") with { DerivedFrom = [old.ToString(), guarded.ToString()] }), OmsErrorCode.InvalidationDenied);
    }

    [TestCase(16, false)]
    [TestCase(17, true)]
    [Requirement("OMS-23.6-1")]
    [Requirement("OMS-23.7-1")]
    public async Task The_ancestry_is_walked_over_16_hops(int hops, bool isAllowed)
    {
        Fact last = Guarded("locked", "subtree");
        await Put(last);
        for (int hop = 1; hop < hops; hop++)
        {
            last = last.Next($"hop {hop}");
            await Put(last);
        }
        WriteResult result = await TrySupersede(last.Address(), last.Next("phone"));
        if (isAllowed) IsDone(result);
        else IsRefused(result, OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.6-1")]
    public async Task A_lineage_protects_every_later_grain_of_its_chain()
    {
        Fact first = Guarded("soft_locked", "lineage"), second = first.Next("phone"), third = second.Next("letter");
        ContentAddress root = await Put(first);
        IsDone(await TrySupersede(root, second, "the customer called"));
        IsRefused(await TrySupersede(second.Address(), third), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(second.Address()), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySupersede(second.Address(), third, "the customer called again"));
    }

    [Test]
    [Requirement("OMS-23.7-1")]
    public async Task A_forged_index_supersedes_no_protected_grain()
    {
        Fact old = Guarded("locked"), next = old.Next("phone");
        ContentAddress address = await Put(old), forged = (await Receive(next.ToBlob().Memory)).Address;
        IndexState state = new() { SupersededBy = forged, SystemValidTo = Clock.Now, VerificationStatus = IndexState.Retracted };
        IndexMergeResult merged = (await Store.MergeIndexAsync([new(address, state)])).Single();
        Assert.That(merged.IsChanged, Is.False);
        Assert.That(merged.Entry.IsCurrent, Is.True);
        Assert.That((await EntryOf(address)).State.VerificationStatus, Is.EqualTo(IndexState.Unverified));
        Assert.That(merged.Notices.Select(static notice => notice.Kind), Does.Contain(ManifestNoticeKind.ProtectedGrain));
    }

    [Test]
    [Requirement("OMS-23.9-1")]
    public async Task The_tag_alone_protects_nothing_and_takes_nothing_away()
    {
        Fact tagged = NewFact() with { StructuralTags = ["mg:protected"] }, locked = Guarded("locked", value: "locked");
        ContentAddress open = await Put(tagged), guarded = await Put(locked);
        IsDone(await TrySupersede(open, tagged.Next("phone")));
        IsRefused(await TrySupersede(guarded, locked.Next("phone")), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.9-1")]
    public async Task The_source_of_a_grain_changes_no_protection()
    {
        Fact locked = Guarded("locked") with { SourceType = "user_explicit" };
        IsRefused(await TrySupersede(await Put(locked), locked.Next("phone") with { SourceType = "user_explicit" }), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.7-1")]
    public async Task Receiving_a_successor_supersedes_nothing()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        IsDone(await Receive((old.Next("phone") with { SupersessionJustification = "they say so" }).ToBlob().Memory));
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }
}
