namespace OpenMemory.Store.Conformance;

/// <summary>The hash-chained audit trail (§17.3).</summary>
public abstract class AuditTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-17.3-4")]
    public async Task Every_act_has_its_entry_and_the_chain_is_whole()
    {
        await Live();
        List<AuditEntry> entries = await Audit();
        Assert.That(entries.Select(static entry => entry.Act), Is.EqualTo(new[]
        {
            AuditAct.Superseded, AuditAct.Contradicted, AuditAct.Verified, AuditAct.HoldLifted, AuditAct.Granted, AuditAct.Deleted, AuditAct.SubjectErased,
        }));
        Assert.That(entries.Select(static entry => entry.Number), Is.EqualTo(Enumerable.Range(1, entries.Count).Select(static number => (long)number)));
        Assert.That(await Verify(entries), Is.EqualTo(default(OmsFault)));
        Assert.That((await Store.GetStatisticsAsync()).LastAudit, Is.EqualTo(entries.Count));
        Assert.That(entries[0].Previous, Is.EqualTo(default(ContentAddress)));
    }

    [Test]
    [Requirement("OMS-17.3-4")]
    public async Task A_received_supersession_has_its_entry_once()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = (await Receive(old.Next("phone").ToBlob().Memory)).Address;
        ContentAddress rival = (await Receive(old.Next("letter").ToBlob().Memory)).Address;
        foreach (ContentAddress successor in new[] { second, rival, second, rival })
            await Store.MergeIndexAsync([new(first, new() { SupersededBy = successor, SystemValidTo = new(Written + 2000) })]);
        List<AuditEntry> entries = await Audit();
        Assert.That(entries.Select(static entry => (entry.Act, entry.Grain, entry.Other)), Is.EqualTo(new[]
        {
            (AuditAct.Superseded, (ContentAddress?)first, (ContentAddress?)second), (AuditAct.Superseded, first, rival),
        }));
        Assert.That(await Verify(entries), Is.EqualTo(default(OmsFault)));
    }

    [Test]
    [Requirement("OMS-17.3-4")]
    public async Task A_changed_entry_shows()
    {
        await Live();
        List<AuditEntry> entries = await Audit();
        for (int index = 0; index < entries.Count - 1; index++)
        {
            AuditEntry sound = entries[index];
            foreach (AuditEntry changed in new[]
            {
                sound with { Actor = "somebody" }, sound with { Detail = "something" }, sound with { At = new(sound.At.Value + 1) },
                sound with { Act = sound.Act == AuditAct.Verified ? AuditAct.Deleted : AuditAct.Verified }, sound with { Grain = ContentAddress.Compute("other"u8) },
                sound with { Other = ContentAddress.Compute("other"u8) }, sound with { Record = ContentAddress.Compute("other"u8) },
                sound with { Previous = ContentAddress.Compute("other"u8) },
            })
            {
                entries[index] = changed;
                Assert.That((await Verify(entries)).Code, Is.EqualTo(OmsErrorCode.Integrity), $"{index}: {changed}");
            }
            entries[index] = sound;
        }
    }

    [Test]
    [Requirement("OMS-17.3-4")]
    public async Task A_missing_or_moved_entry_shows()
    {
        await Live();
        List<AuditEntry> entries = await Audit();
        for (int index = 0; index < entries.Count - 1; index++)
        {
            Assert.That((await Verify(entries.Where((_, at) => at != index))).IsFault, Is.True, $"without {index}");
            Assert.That((await Verify([.. entries[..index], entries[index + 1], entries[index], .. entries[(index + 2)..]])).IsFault, Is.True, $"{index} moved");
            Assert.That((await Verify([.. entries[..index], entries[index], .. entries[index..]])).IsFault, Is.True, $"{index} twice");
        }
    }

    [Test]
    public async Task A_chain_is_verified_from_an_entry_that_is_trusted()
    {
        await Live();
        List<AuditEntry> entries = await Audit(), rest = await Store.ReadAuditAsync(3).ToListAsync();
        Assert.That(rest.Select(static entry => entry.Hash), Is.EqualTo(entries[3..].Select(static entry => entry.Hash)));
        Assert.That(await AuditChain.VerifyAsync(rest.ToAsyncEnumerable(), entries[2]), Is.EqualTo(default(OmsFault)));
        Assert.That((await AuditChain.VerifyAsync(rest.ToAsyncEnumerable(), entries[1])).IsFault, Is.True);
        Assert.That((await AuditChain.VerifyAsync(rest.ToAsyncEnumerable())).IsFault, Is.True);
        Assert.That(await Store.ReadAuditAsync(entries.Count).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task What_was_refused_has_no_entry()
    {
        Fact locked = Guarded("locked");
        ContentAddress address = await Put(locked);
        await TrySupersede(address, locked.Next("phone"));
        await Store.ContradictAsync(address);
        await Store.DeleteAsync(NewFact("absent").Address());
        Assert.That(await Audit(), Is.Empty);
    }

    [Test]
    [Requirement("OMS-17.3-4")]
    public async Task Many_callers_at_once_write_one_chain()
    {
        ContentAddress[] addresses = new ContentAddress[60];
        for (int index = 0; index < addresses.Length; index++) addresses[index] = await Put(NewFact($"value {index}"));
        await Task.WhenAll(addresses.Select(address => Task.Run(async () => await Store.ContradictAsync(address))));
        List<AuditEntry> entries = await Audit();
        Assert.That(entries, Has.Count.EqualTo(addresses.Length));
        Assert.That(entries.Select(static entry => entry.Grain!.Value), Is.EquivalentTo(addresses));
        Assert.That(await Verify(entries), Is.EqualTo(default(OmsFault)));
    }

    private static ValueTask<OmsFault> Verify(IEnumerable<AuditEntry> entries) => AuditChain.VerifyAsync(entries.ToAsyncEnumerable());

    private async Task Live()
    {
        Fact old = NewFact();
        await Supersede(await Put(old), old.Next("phone"));
        ContentAddress second = await Put(NewFact("b")), third = await Put(NewFact("c")), held = await Put(Guarded("hold", value: "d"));
        await Store.ContradictAsync(second, new() { Actor = "user:anna" });
        await Store.VerifyAsync(third, new() { Reason = "seen" });
        await Store.LiftHoldAsync(held, new() { Reason = "the case ended" });
        await Put(NewFact("read ON caller", "agent:bot", "mg:permits") with { Namespace = "agent:authz", Confidence = 1.0, Context = new OmsMap { ["grantor"] = "user:anna" } });
        await Store.DeleteAsync(third, new() { Reason = "retention ended" });
        await Store.EraseSubjectAsync(Customer);
    }
}
