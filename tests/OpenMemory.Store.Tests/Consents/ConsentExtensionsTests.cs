using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Asking for consent, and withdrawing it (§8.10).</summary>
[TestFixture]
public sealed class ConsentExtensionsTests
{
    private const string Anna = "did:key:anna", Agent = "did:key:agent";

    private static readonly ConsentQuestion s_question = new(Anna, Agent, "store") { At = 1000 };

    private static Consent Given => new() { SubjectDid = Anna, GranteeDid = Agent, Scope = ["store", "retrieve"], IsWithdrawal = false, CreatedAt = 1, UserId = "anna" };

    [Test]
    public async Task Only_a_Consent_of_this_person_to_this_grantee_for_this_at_this_time_allows_it()
    {
        await using InMemoryGrainStore store = new();
        Assert.That(await store.IsConsentedAsync(s_question), Is.False);
        ContentAddress consent = await store.AddAsync(Given with { ValidFrom = 1000, ValidTo = 2000 });
        Assert.That((await store.FindConsentAsync(s_question))?.Address, Is.EqualTo(consent));
        Assert.That(await store.IsConsentedAsync(s_question with { At = 2000 }), Is.True, "both ends are inside (R-40)");
        Assert.That(await store.IsConsentedAsync(s_question with { At = 999 }), Is.False);
        Assert.That(await store.IsConsentedAsync(s_question with { At = 2001 }), Is.False);
        Assert.That(await store.IsConsentedAsync(s_question with { At = null, Clock = new ManualClock(1500) }), Is.True);
        Assert.That(await store.IsConsentedAsync(s_question with { Scope = "train" }), Is.False);
        Assert.That(await store.IsConsentedAsync(s_question with { GranteeDid = Anna }), Is.False);
        Assert.That(await store.IsConsentedAsync(s_question with { SubjectDid = Agent }), Is.False);
        Assert.That(async () => await store.IsConsentedAsync(s_question with { Scope = "" }), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task A_withdrawal_counts_at_once_and_both_stay() // OMS-8.10-2, OMS-8.10-4
    {
        await using InMemoryGrainStore store = new();
        ContentAddress consent = await store.AddAsync(Given with { InvalidationPolicy = new() { Mode = "hold" } });
        ContentAddress renewed = await store.AddAsync(Given with { Jurisdiction = "eu" });
        ConsentWithdrawal how = new() { Clock = new ManualClock(5000), AuthorDid = Anna };
        WriteResult result = await store.WithdrawConsentAsync(consent, how);
        Assert.That((result.Outcome, result.Fault), Is.EqualTo((WriteOutcome.Done, default(OmsFault))), "no policy stops it (R-36)");
        Assert.That((await store.FindConsentAsync(s_question))?.Address, Is.EqualTo(renewed), "another Consent stands for itself");
        Assert.That((await store.WithdrawConsentAsync(renewed, how with { Reason = "moved away" })).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That(await store.IsConsentedAsync(s_question), Is.False);
        StoredGrain? kept = await store.GetAsync(consent);
        Consent taken = (Consent)(await store.GetAsync(result.Address))!.ToGrain();
        Assert.That(kept?.Entry.State.SupersededBy, Is.EqualTo(result.Address));
        Assert.That((taken.PriorConsent, taken.SubjectDid, taken.GranteeDid, taken.UserId, taken.IsWithdrawal, taken.CreatedAt), Is.EqualTo((consent.ToString(), Anna, Agent, "anna", (bool?)true, (EpochMilliseconds?)5000)));
        Assert.That(taken.Scope, Is.EqualTo(Given.Scope));
        WriteResult again = await store.WithdrawConsentAsync(consent, how);
        Assert.That((again.Outcome, again.Address), Is.EqualTo((WriteOutcome.Existing, result.Address)));
    }

    [Test]
    public async Task Whoever_withdraws_a_Consent_withdraws_what_renewed_it()
    {
        await using InMemoryGrainStore store = new();
        ContentAddress consent = await store.AddAsync(Given);
        ContentAddress renewed = await store.ReplaceAsync(consent, Given with { DerivedFrom = [consent], Scope = ["store"], SupersessionJustification = "less" });
        Assert.That((await store.FindConsentAsync(s_question))?.Address, Is.EqualTo(renewed));
        WriteResult result = await store.WithdrawConsentAsync(consent);
        Assert.That((await store.GetAsync(renewed))?.Entry.State.SupersededBy, Is.EqualTo(result.Address));
        Assert.That(await store.IsConsentedAsync(s_question), Is.False);
        WriteResult refused = await store.PutAsync(new Reasoning { ProcessingBasis = consent.ToString(), CreatedAt = 1 }.ToBlob().Delivered);
        Assert.That((refused.Outcome, refused.Fault.Rule), Is.EqualTo((WriteOutcome.Refused, "OMS-8.10-2")));
    }

    [Test]
    public async Task A_Consent_beside_a_withdrawal_that_came_by_import_allows_nothing_and_all_branches_can_be_withdrawn()
    {
        await using InMemoryGrainStore store = new();
        ContentAddress first = await store.AddAsync(Given);
        Consent renewal = Given with { DerivedFrom = [first], SupersessionJustification = "renewed" };
        ContentAddress one = await store.ReplaceAsync(first, renewal with { Jurisdiction = "eu" });
        GrainBlob two = (renewal with { Jurisdiction = "us_ccpa" }).ToBlob();
        await store.ReceiveAsync([new(two.Delivered)]);
        await store.MergeIndexAsync([new(first, IndexState.Default with { SupersededBy = two.Address, SystemValidTo = 5 })]);
        Assume.That((await store.GetAsync(first))!.Entry.Successors(), Is.EquivalentTo(new[] { one, two.Address }));
        Assert.That(await store.IsConsentedAsync(s_question), Is.True);
        await store.ReplaceAsync(one, renewal with { DerivedFrom = [one], PriorConsent = one.ToString(), IsWithdrawal = true });
        Assert.That(await store.IsConsentedAsync(s_question), Is.False, "the other branch stands no longer either");
        Assert.That((await store.WithdrawConsentAsync(first)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await store.GetAsync(two.Address))!.Entry.IsCurrent, Is.False);
        Assert.That((await store.WithdrawConsentAsync(first)).Outcome, Is.EqualTo(WriteOutcome.Existing));
    }

    [Test]
    public async Task What_is_no_Consent_is_not_withdrawn()
    {
        await using InMemoryGrainStore store = new();
        ContentAddress other = await store.AddAsync(new Reasoning { CreatedAt = 1 });
        Assert.That((await store.WithdrawConsentAsync(other)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await store.WithdrawConsentAsync(ContentAddress.Parse(new string('a', 64)))).Outcome, Is.EqualTo(WriteOutcome.NotFound));
    }

    [Test]
    public async Task What_rested_on_a_withdrawn_Consent_is_erased_and_nothing_else() // OMS-23.2-2
    {
        ManualClock clock = new();
        await using InMemoryGrainStore store = new(new() { Clock = clock, ConsentDeadline = TimeSpan.FromDays(3) });
        ContentAddress consent = await store.AddAsync(Given);
        Reasoning based = new() { ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" }, CreatedAt = 1 };
        ContentAddress due = await store.AddAsync(based), stays = await store.AddAsync(based with { InvalidationPolicy = null });
        Assert.That((await store.CascadeConsentAsync()).Due, Is.Empty);
        await store.WithdrawConsentAsync(consent);
        ConsentCascade told = await store.CascadeConsentAsync();
        Assert.That((told.Due.Single().Address, told.Due[0].Deadline.Value, told.Erased), Is.EqualTo((due, clock.Now.Value + 3L * 86_400_000, 0)));
        Assert.That(await store.ExistsAsync(due), Is.True);
        Assert.That((await store.CascadeConsentAsync(run: true)).Erased, Is.EqualTo(1));
        Assert.That((await store.ExistsAsync(due), await store.ExistsAsync(stays), await store.ExistsAsync(consent)), Is.EqualTo((false, true, true)));
    }
}
