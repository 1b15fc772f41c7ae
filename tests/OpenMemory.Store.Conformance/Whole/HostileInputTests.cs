namespace OpenMemory.Store.Conformance;

/// <summary>Whatever bytes come in, results come out and never an exception (§5 of the threat model, OMS-28.4-7).</summary>
public abstract class HostileInputTests : GrainStoreFixture
{
    private const int Cases = 3000;

    [Test]
    [Requirement("OMS-28.4-7")]
    public async Task Random_bytes_are_refused_everywhere()
    {
        Random random = new(20260115);
        ContentAddress address = await Put(NewFact());
        for (int number = 0; number < Cases; number++)
        {
            byte[] bytes = new byte[random.Next(0, 80)];
            random.NextBytes(bytes);
            if (bytes.Length > 3 && number % 2 == 0) (bytes[0], bytes[2]) = (1, (byte)(1 + number % 13));
            await Survives(address, bytes);
        }
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    public async Task Grains_with_a_few_changed_bytes_are_taken_in_or_refused()
    {
        Random random = new(20260116);
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        byte[][] seeds =
        [
            NewFact().ToBlob().Memory.ToArray(), old.Next("phone").ToBlob().Memory.ToArray(), old.Next("phone").Signed(People.Anna).Delivered.ToArray(),
            (Guarded("quorum") with { RelatedTo = [new() { Hash = address.ToString(), RelationType = "contradicts", Weight = 1 }] }).ToBlob().Memory.ToArray(),
            old.Next("letter").Approved(address, People.Anna, People.Bob).ToBlob().Memory.ToArray(),
            NewConsent("did:key:z6MkCustomer").ToBlob().Memory.ToArray(), NewGoal().ToBlob().Memory.ToArray(),
            (NewFact("x") with { ContentRefs = [Attachment(new(address))], ProcessingBasis = address.ToString() }).ToBlob().Memory.ToArray(),
            NewFact().ToBlob().Transcode(PayloadEncoding.Cbor).Memory.ToArray(),
        ];
        for (int number = 0; number < Cases; number++)
        {
            byte[] bytes = (byte[])seeds[number % seeds.Length].Clone();
            for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (number % 5 == 0) bytes = bytes[..random.Next(bytes.Length)];
            await Survives(address, bytes);
        }
        Assert.That(await AuditChain.VerifyAsync(Store.ReadAuditAsync()), Is.EqualTo(default(OmsFault)));
        List<GrainChange> changes = await Changes();
        Assert.That(changes.Count, Is.EqualTo((await Store.GetStatisticsAsync()).LastChange));
        foreach (GrainChange change in changes.Where(static change => change.Blob is not null))
        {
            Assert.That(ContentAddress.Compute(change.Blob!.Span), Is.EqualTo(change.Address));
        }
        await Store.ReportSubjectAsync(Customer, new() { IncludeMentions = true });
        await Store.QueryAsync(new() { Subject = Customer, AsOf = new(new(Written), new(Written)), Where = [new(Field.Object, "email")] });
        await Store.SearchAsync(new() { Text = "email", Filter = new() { Status = GrainStatus.Any } });
        await Store.CascadeConsentAsync(run: true);
        await Store.EraseSubjectAsync(Customer, new() { IncludeMentions = true });
    }

    private async Task Survives(ContentAddress old, byte[] bytes)
    {
        WriteResult put = await Store.PutAsync(bytes), superseded = await Store.SupersedeAsync(old, bytes);
        WriteResult lifted = await Store.LiftHoldAsync(old, new() { Proof = bytes });
        IReadOnlyList<WriteResult> received = await Store.ReceiveAsync([new(bytes, new() { Mode = ReadingMode.Compatible }), new(bytes)]);
        foreach (WriteResult result in received.Append(put).Append(superseded).Append(lifted))
        {
            Assert.That(result.Outcome != WriteOutcome.Refused || result.Fault.IsFault, Is.True, Convert.ToHexString(bytes));
        }
        if (superseded.IsSuccess) Assert.That(superseded.Address, Is.EqualTo(ContentAddress.Compute(GrainBlob.BytesIn(bytes))));
    }
}
