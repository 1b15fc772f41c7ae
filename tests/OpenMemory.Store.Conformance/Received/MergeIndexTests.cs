using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>What somebody else's index says, as far as grains and policy bear it out (§11.7, R-52).</summary>
public abstract class MergeIndexTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-11.7-3")]
    [Requirement("R-52")]
    public async Task A_supersession_that_the_grains_bear_out_is_applied()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = (await Receive(old.Next("phone").ToBlob().Memory)).Address;
        IndexMergeResult merged = await Merge(first, new() { SupersededBy = second, SystemValidTo = new(Written + 2000) });
        Assert.That(merged.IsChanged, Is.True);
        Assert.That((await EntryOf(first)).State, Is.EqualTo(new IndexState { SupersededBy = second, SystemValidTo = new(Written + 2000) }));
        Assert.That(await Store.GetHeadAsync(first), Is.EqualTo(second));
    }

    [Test]
    [Requirement("R-52")]
    public async Task A_successor_that_is_absent_or_does_not_name_the_grain_is_reported_and_not_applied()
    {
        ContentAddress address = await Put(NewFact()), unrelated = await Put(NewFact("unrelated"));
        IndexMergeResult absent = await Merge(address, new() { SupersededBy = NewFact("absent").Address(), SystemValidTo = Clock.Now });
        IndexMergeResult stranger = await Merge(address, new() { SupersededBy = unrelated, SystemValidTo = Clock.Now });
        Assert.That(absent.Notices.Select(static notice => notice.Kind), Does.Contain(ManifestNoticeKind.SupersedingGrainAbsent));
        Assert.That(stranger.Notices.Select(static notice => notice.Kind), Does.Contain(ManifestNoticeKind.SupersedingGrainDoesNotNameIt));
        Assert.That((await EntryOf(address)).State.SupersededBy, Is.Null);
    }

    [Test]
    [Requirement("R-52")]
    public async Task Statements_about_grains_that_are_not_here_are_ignored_with_a_notice()
    {
        IndexMergeResult merged = await Merge(NewFact().Address(), new() { VerificationStatus = IndexState.Verified });
        Assert.That(merged.IsChanged, Is.False);
        Assert.That(merged.Notices.Select(static notice => notice.Kind), Is.EqualTo(new[] { ManifestNoticeKind.GrainNotInFile }));
        Assert.That((await Store.GetStatisticsAsync()).LastChange, Is.Zero);
    }

    [Test]
    [Requirement("R-52")]
    [Requirement("OMS-11.7-8")]
    public async Task The_earlier_end_and_the_stronger_status_win_whatever_the_order()
    {
        IndexState[] statements =
        [
            new() { SystemValidTo = new(Written + 3000), VerificationStatus = IndexState.Verified },
            new() { SystemValidTo = new(Written + 1000), VerificationStatus = IndexState.Contested },
            new() { SystemValidTo = new(Written + 2000), VerificationStatus = IndexState.Retracted },
        ];
        int[][] orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]];
        foreach (int[] order in orders)
        {
            UseStore(new());
            ContentAddress address = await Put(NewFact());
            foreach (int index in order) await Merge(address, statements[index]);
            IndexState state = (await EntryOf(address)).State;
            Assert.That((state.SystemValidTo, state.VerificationStatus), Is.EqualTo(((EpochMilliseconds?)new EpochMilliseconds(Written + 1000), IndexState.Retracted)));
        }
    }

    [Test]
    [Requirement("R-49")]
    [Requirement("R-52")]
    public async Task Forks_from_several_sides_are_all_kept_whatever_the_order()
    {
        Fact old = NewFact();
        Fact[] rivals = [.. Enumerable.Range(0, 3).Select(number => old.Next($"rival {number}") with { CreatedAt = new(Written + 1000 * (number + 1)) })];
        ContentAddress[] addresses = [.. rivals.Select(static rival => rival.Address())];
        int[][] orders = [[0, 1, 2], [2, 0, 1], [1, 2, 0]];
        foreach (int[] order in orders)
        {
            UseStore(new());
            ContentAddress first = await Put(old);
            foreach (Fact rival in rivals) await Receive(rival.ToBlob().Memory);
            foreach (int index in order) await Merge(first, new() { SupersededBy = addresses[index], SystemValidTo = new(Written + 5000) });
            Assert.That((await EntryOf(first)).Successors(), Is.EquivalentTo(addresses));
            Assert.That(await Store.GetHeadAsync(first), Is.EqualTo(addresses[2]), "the greatest by created_at, in whatever order they came");
        }
    }

    [Test]
    [Requirement("R-52")]
    public async Task Merging_again_changes_nothing()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone")), third = (await Receive(old.Next("letter").ToBlob().Memory)).Address;
        IndexStatement[] statements =
        [
            new(first, new() { SupersededBy = third, SystemValidTo = new(Written + 5), VerificationStatus = IndexState.Contested }),
            new(second, new() { VerificationStatus = IndexState.Verified, AccessCount = 7, LastAccessedAt = new(Written + 9) }),
        ];
        await Store.MergeIndexAsync(statements);
        string before = await StoreImage.Of(Store);
        IReadOnlyList<IndexMergeResult> again = await Store.MergeIndexAsync(statements);
        Assert.That(again.Select(static result => result.IsChanged), Has.All.False);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [TestCase("soft_locked")]
    [TestCase("locked")]
    [TestCase("quorum")]
    [TestCase("delegated")]
    [TestCase("timed")]
    [TestCase("hold")]
    [Requirement("R-52")]
    [Requirement("OMS-23.7-1")]
    public async Task A_protected_grain_changes_only_as_policy_admits(string mode)
    {
        Fact old = NewFact() with { InvalidationPolicy = new() { Mode = mode, Authorized = [People.Bob.Did()], Threshold = 1, LockedUntil = Clock.Now.Value / 1000 + 60 } };
        ContentAddress first = await Put(old), forged = (await Receive(old.Next("forged").ToBlob().Memory)).Address;
        foreach (IndexState state in new IndexState[]
        {
            new() { SupersededBy = forged, SystemValidTo = Clock.Now }, new() { SystemValidTo = Clock.Now }, new() { VerificationStatus = IndexState.Contested },
            new() { VerificationStatus = IndexState.Retracted },
        })
        {
            IndexMergeResult merged = await Merge(first, state);
            Assert.That(merged.IsChanged, Is.False, state.ToString());
            Assert.That(merged.Notices, Is.Not.Empty);
        }
        Assert.That((await EntryOf(first)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("R-52")]
    public async Task What_the_policy_admits_for_its_signer_is_merged()
    {
        Fact old = NewFact() with { InvalidationPolicy = new() { Mode = "delegated", Authorized = [People.Bob.Did()] } };
        ContentAddress first = await Put(old), signed = (await Receive(old.Next("phone").Signed(People.Bob).Delivered)).Address;
        IndexMergeResult merged = await Merge(first, new() { SupersededBy = signed, SystemValidTo = new(Written + 5) });
        Assert.That(merged.IsChanged, Is.True, merged.Refusal.ToString());
        Assert.That((await EntryOf(first)).State.SupersededBy, Is.EqualTo(signed));
    }

    [Test]
    [Requirement("R-36")]
    [Requirement("R-52")]
    public async Task A_withdrawal_that_arrived_counts_whatever_the_policy()
    {
        ContentAddress consent = await Put(NewConsent("did:key:z6MkCustomer")), withdrawal = (await Receive(Withdrawal(consent, "did:key:z6MkCustomer").ToBlob().Memory)).Address;
        IndexMergeResult merged = await Merge(consent, new() { SupersededBy = withdrawal, SystemValidTo = new(Written + 5) });
        Assert.That(merged.Entry.State.SupersededBy, Is.EqualTo(withdrawal));
    }

    [Test]
    [Requirement("OMS-11.7-6")]
    public async Task Local_counters_are_merged_or_left_out()
    {
        ContentAddress address = await Put(NewFact());
        await Store.MergeIndexAsync([new(address, new() { AccessCount = 7 })], resetLocal: true);
        Assert.That((await EntryOf(address)).State.AccessCount, Is.Zero);
        await Merge(address, new() { AccessCount = 7 });
        Assert.That((await EntryOf(address)).State.AccessCount, Is.EqualTo(7));
        await Merge(address, new() { AccessCount = 3 });
        Assert.That((await EntryOf(address)).State.AccessCount, Is.EqualTo(7), "the larger");
    }

    [Test]
    [Requirement("OMS-11.7-5")]
    public async Task No_statement_changes_a_blob()
    {
        GrainBlob blob = NewFact().ToBlob();
        await Put(blob);
        await Merge(blob.Address, new() { VerificationStatus = IndexState.Verified });
        Assert.That((await Store.GetAsync(blob.Address))!.Blob.Memory.ToArray(), Is.EqualTo(blob.Memory.ToArray()));
    }

    private async Task<IndexMergeResult> Merge(ContentAddress address, IndexState state) => (await Store.MergeIndexAsync([new(address, state)])).Single();
}
