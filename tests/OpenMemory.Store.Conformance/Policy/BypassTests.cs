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

    [TestCase("subtree")]
    [TestCase("lineage")]
    [Requirement("OMS-23.6-1")]
    [Requirement("R-52")]
    public async Task A_forged_index_ends_nothing_that_an_ancestor_protects(string scope)
    {
        Fact root = Guarded("locked", scope), derived = root.Next("derived");
        await Put(root);
        ContentAddress address = await Put(derived);
        foreach (IndexState state in new IndexState[]
        {
            new() { SystemValidTo = Clock.Now }, new() { VerificationStatus = IndexState.Retracted },
            new() { SupersededBy = NewFact("absent").Address(), SystemValidTo = Clock.Now },
        })
        {
            IndexMergeResult merged = (await Store.MergeIndexAsync([new(address, state)])).Single();
            Assert.That(merged.IsChanged, Is.False, state.ToString());
            Assert.That(merged.Notices.Select(static notice => notice.Kind), Does.Contain(ManifestNoticeKind.ProtectedGrain));
        }
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-23.7-1")]
    public async Task A_list_that_changes_between_two_looks_lends_no_signature_to_another_statement()
    {
        Fact old = Guarded("delegated") with { InvalidationPolicy = new() { Mode = "delegated", Authorized = [People.Bob.Did()] } }, other = old with { Object = "other" };
        ContentAddress first = await Put(old), second = await Put(other);
        ContentAddress signed = (await Receive(old.Next("phone").Signed(People.Bob).Delivered)).Address, forged = (await Receive(other.Next("forged").ToBlob().Memory)).Address;
        await Store.MergeIndexAsync(new Wavering(new(first, new() { SupersededBy = signed }), new(second, new() { SupersededBy = forged })));
        Assert.That((await EntryOf(second)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-23.6-1")]
    public async Task A_lineage_reaches_what_had_followed_before_the_chain_was_joined()
    {
        Fact root = Guarded("soft_locked", "lineage"), last = root.Next("joins later");
        ContentAddress first = await Put(root), joined = await Put(last);
        for (int step = 0; step < 17; step++)
        {
            Fact next = last.Next($"step {step}");
            IsDone(await TrySupersede(last.Address(), next, "the customer called"));
            last = next;
        }
        IsDone(await TrySupersede(first, root.Next("joins later"), "the customer called"));
        Assert.That((await EntryOf(first)).State.SupersededBy, Is.EqualTo(joined));
        IsRefused(await TrySupersede(last.Address(), last.Next("unasked")), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.6-1")]
    [Requirement("R-34")]
    public async Task Naming_what_is_inside_a_sealed_grain_leads_out_of_no_chain()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        Fact inside = Guarded("soft_locked", "lineage"), stray = inside.Next("phone");
        ContentAddress first = await Put(keys.Seal(Customer, inside), Customer);
        SupersedeOptions justified = new() { UserId = Customer, Justification = "the customer called" };
        IsRefused(await Store.SupersedeAsync(first, stray.ToBlob().Memory, justified), OmsErrorCode.Schema, "R-34");
        Fact next = stray with { DerivedFrom = [first.ToString()] };
        IsDone(await Store.SupersedeAsync(first, next.ToBlob().Memory, justified));
        WriteResult unasked = await Store.SupersedeAsync(next.Address(), next.Next("letter").ToBlob().Memory, new() { UserId = Customer });
        IsRefused(unasked, OmsErrorCode.InvalidationDenied);
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

    /// <summary>Shows one statement at the first look and another one at each later look.</summary>
    private sealed class Wavering(IndexStatement first, IndexStatement later) : IReadOnlyList<IndexStatement>
    {
        private int _looks;

        public int Count => 1;

        public IndexStatement this[int index] => _looks++ == 0 ? first : later;

        public IEnumerator<IndexStatement> GetEnumerator()
        {
            yield return this[0];
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
