using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What rests on a Consent, whatever somebody else claims about it (§8.10, OMS-23.2-2, R-36, R-41).</summary>
[TestFixture]
public sealed class ConsentRulesTests
{
    private const string Anna = "did:key:anna", Mallory = "did:key:mallory";
    private static readonly TimeSpan s_deadline = TimeSpan.FromDays(7);

    [Test]
    public void Nothing_is_written_on_a_withdrawn_Consent_or_one_that_it_renewed() // OMS-8.10-2
    {
        using Chain chain = new();
        GrainBlob first = chain.Add(Given(Anna)), renewed = chain.Replace(first, Given(Anna) with { DerivedFrom = [first.Address] });
        GrainBlob other = chain.Add(Given(Anna) with { GranteeDid = "did:key:other" });
        Assert.That(chain.Check(first.Address.ToString()), Is.False);
        Assert.That(chain.Check(renewed.Address.ToString()), Is.False);
        GrainBlob withdrawal = chain.Replace(renewed, Withdrawn(renewed, Anna), 5);
        Assert.That(chain.Fault(first.Address.ToString()), Is.EqualTo((OmsErrorCode.InvalidationDenied, "OMS-8.10-2")));
        Assert.That(chain.Check(renewed.Address.ToString()), Is.True);
        Assert.That(chain.Check(withdrawal.Address.ToString()), Is.True, "a withdrawal allows nothing");
        Assert.That(chain.Check("mg:sha256:" + renewed.Address), Is.True, "R-25");
        Assert.That(chain.Check(other.Address.ToString()), Is.False);
        Assert.That(chain.Check("consent"), Is.False, "a token is no address (R-41)");
        Assert.That(chain.Check(new string('a', 64)), Is.False, "a Consent that never was here");
        GrainBlob again = chain.Replace(withdrawal, Given(Anna) with { DerivedFrom = [withdrawal.Address], Jurisdiction = "eu" });
        Assert.That(chain.Check(again.Address.ToString()), Is.False, "given anew");
        Assert.That(chain.Check(renewed.Address.ToString()), Is.True, "which does not bring the old one back");
    }

    [Test]
    public void A_withdrawal_that_the_store_did_not_accept_or_of_another_person_ends_nothing()
    {
        using Chain chain = new();
        GrainBlob given = chain.Add(Given(Anna));
        chain.Add(Resting(given.Address.ToString()));
        chain.Add(Withdrawn(given, Anna) with { Jurisdiction = "eu" }); // lies there; no entry names it
        Assert.That(chain.Check(given.Address.ToString()), Is.False);
        Assert.That(chain.Due(), Is.Empty);
        chain.Replace(given, Withdrawn(given, Mallory));
        Assert.That(chain.Check(given.Address.ToString()), Is.False, "not hers to withdraw");
        Assert.That(chain.Due(), Is.Empty);

        GrainBlob second = chain.Add(Given(Anna) with { Basis = "contract" });
        chain.Add(Resting(second.Address.ToString()));
        GrainBlob taken = chain.Replace(second, Given(Mallory) with { DerivedFrom = [second.Address] });
        chain.Replace(taken, Withdrawn(taken, Mallory));
        Assert.That(chain.Due(), Is.Empty, "she withdrew her own, not what Anna gave");
        Assert.That(chain.Check(taken.Address.ToString()), Is.True);
        Assert.That(chain.Check(second.Address.ToString()), Is.False, "which stops nothing that Anna allows");
    }

    [Test]
    public void A_withdrawal_on_another_branch_stops_writing_and_erases_nothing_of_this_one()
    {
        using Chain chain = new();
        GrainBlob first = chain.Add(Given(Anna)), one = chain.Replace(first, Given(Anna) with { DerivedFrom = [first.Address] });
        GrainBlob two = chain.Add(Withdrawn(first, Anna));
        chain.Set(first, entry => entry with { Rivals = [two.Address] });
        GrainBlob based = chain.Add(Resting(one.Address.ToString())), before = chain.Add(Resting(first.Address.ToString()));
        Assert.That(chain.Check(one.Address.ToString()), Is.True);
        Assert.That(chain.Check(first.Address.ToString()), Is.True);
        Assert.That(chain.Due().Select(static item => item.Address), Is.EqualTo(new[] { before.Address }).And.Not.Contain(based.Address));
    }

    [Test]
    public void Where_it_cannot_be_seen_what_took_a_Consent_s_place_nothing_is_written_and_nothing_erased()
    {
        using Chain chain = new();
        GrainBlob given = chain.Add(Given(Anna)), gone = chain.Replace(given, Withdrawn(given, Anna));
        chain.Add(Resting(given.Address.ToString()));
        Assert.That(chain.Due(), Has.Count.EqualTo(1));
        chain.Remove(gone);
        Assert.That(chain.Check(given.Address.ToString()), Is.True);
        Assert.That(chain.Due(), Is.Empty);
        chain.Remove(given);
        Assert.That(chain.Check(given.Address.ToString()), Is.True, "a deleted Consent may have been withdrawn");
    }

    [Test]
    public void Only_what_cascades_is_due_until_the_deadline_counted_from_the_withdrawal() // OMS-23.2-2
    {
        using Chain chain = new();
        GrainBlob first = chain.Add(Given(Anna)), renewed = chain.Replace(first, Given(Anna) with { DerivedFrom = [first.Address] });
        string basis = renewed.Address.ToString();
        GrainBlob early = chain.Add(Resting(first.Address.ToString())), late = chain.Add(Resting(basis));
        GrainBlob past = chain.Add(Resting(basis) with { Conclusion = "was superseded" });
        chain.Replace(past, new Reasoning { DerivedFrom = [past.Address], CreatedAt = 2 });
        GrainBlob lapsed = chain.Add(Resting(basis) with { InvalidationPolicy = new() { Mode = "timed", LockedUntil = 100, FallbackMode = "consent_cascade" } });
        chain.Add(Resting(basis) with { InvalidationPolicy = new() { Mode = "timed", LockedUntil = 1_000_000, FallbackMode = "consent_cascade" } });
        chain.Add(Resting(basis) with { InvalidationPolicy = null });
        chain.Add(Resting(basis) with { InvalidationPolicy = new() { Mode = "hold" } });
        chain.Add(Resting("consent"));
        GrainBlob foreign = chain.Add(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["pbasis"] = "sha256:" + basis, ["ip"] = new OmsMap { ["mode"] = "consent_cascade" } } });
        Assert.That(chain.Due(), Is.Empty);
        GrainBlob withdrawal = chain.Replace(renewed, Withdrawn(renewed, Anna), 5000);
        IReadOnlyList<ConsentCascadeItem> due = chain.Due();
        Assert.That(due.Select(static item => item.Address), Is.EqualTo(new[] { early.Address, late.Address, past.Address, lapsed.Address, foreign.Address }.Order()));
        Assert.That(due, Is.All.Matches<ConsentCascadeItem>(item => item!.Withdrawal == withdrawal.Address && item.Deadline.Value == 5000 + (long)s_deadline.TotalMilliseconds));
        Assert.That(due.Single(item => item.Address == early.Address).Consent, Is.EqualTo(first.Address));

        GrainBlob again = chain.Replace(withdrawal, Given(Anna) with { DerivedFrom = [withdrawal.Address] });
        chain.Replace(again, Withdrawn(again, Anna), 9000);
        Assert.That(chain.Due().Select(static item => item.Deadline.Value).Distinct(), Is.EqualTo(new[] { 5000 + (long)s_deadline.TotalMilliseconds }), "the earliest withdrawal counts");
    }

    private static Consent Given(string subject) => new() { SubjectDid = subject, GranteeDid = "did:key:agent", Scope = ["store"], IsWithdrawal = false, CreatedAt = 1 };

    private static Consent Withdrawn(GrainBlob prior, string subject) => Given(subject) with
    {
        IsWithdrawal = true, PriorConsent = prior.Address.ToString(), DerivedFrom = [prior.Address],
    };

    private static Reasoning Resting(string basis) => new() { ProcessingBasis = basis, InvalidationPolicy = new() { Mode = "consent_cascade" }, CreatedAt = 1 };

    /// <summary>A backend into which grains come as imports may bring them: nothing is asked of them.</summary>
    private sealed class Chain : IDisposable
    {
        private readonly MemoryBackend _backend = new();

        internal GrainBlob Add(Grain grain, long acceptedAt = 1)
        {
            GrainBlob blob = grain.ToBlob();
            using IStoreWriter writer = _backend.BeginWrite();
            writer.Insert(new(blob, IndexEntry.Default, acceptedAt, ProtectionGuard.None), blob);
            writer.Commit();
            return blob;
        }

        internal GrainBlob Replace(GrainBlob old, Grain successor, long acceptedAt = 1)
        {
            GrainBlob blob = Add(successor, acceptedAt);
            Set(old, entry => entry with { State = entry.State with { SupersededBy = blob.Address, SystemValidTo = acceptedAt } });
            return blob;
        }

        internal void Set(GrainBlob blob, Func<IndexEntry, IndexEntry> change)
        {
            using IStoreWriter writer = _backend.BeginWrite();
            Assert.That(writer.TryGet(blob.Address, out GrainRow row), Is.True);
            writer.SetEntry(blob.Address, change(row.Entry), row.Guard, 1);
            writer.Commit();
        }

        internal void Remove(GrainBlob blob)
        {
            using IStoreWriter writer = _backend.BeginWrite();
            writer.Remove(blob.Address, 1);
            writer.Commit();
        }

        internal bool Check(string basis) => Fault(basis).Code != OmsErrorCode.None;

        internal (OmsErrorCode Code, string Rule) Fault(string basis)
        {
            using IStoreReader reader = _backend.BeginRead();
            OmsFault fault = ConsentRules.CheckWrite(reader, Grain.Restore(Resting(basis).ToFields()).ToBlob().View());
            return (fault.Code, fault.Rule);
        }

        internal IReadOnlyList<ConsentCascadeItem> Due()
        {
            using IStoreReader reader = _backend.BeginRead();
            return ConsentRules.FindDue(reader, s_deadline, 500_000);
        }

        public void Dispose() => _backend.Dispose();
    }
}
