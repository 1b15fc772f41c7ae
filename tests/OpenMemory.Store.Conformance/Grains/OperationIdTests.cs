namespace OpenMemory.Store.Conformance;

/// <summary>An operation that is retried under its name is done once.</summary>
public abstract class OperationIdTests : GrainStoreFixture
{
    [Test]
    public async Task A_put_is_done_once_and_answered_as_the_first_time()
    {
        WriteOptions once = new() { OperationId = "put-1" };
        WriteResult first = await Store.PutAsync(NewFact().ToBlob().Memory, once);
        string before = await StoreImage.Of(Store);
        WriteResult again = await Store.PutAsync(NewFact().ToBlob().Memory, once), other = await Store.PutAsync(NewFact("phone").ToBlob().Memory, once);
        IsDone(first);
        foreach (WriteResult result in new[] { again, other })
        {
            Assert.That(result.IsSuccess, Is.True);
            Assert.That(result.Address, Is.EqualTo(first.Address));
        }
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-49")]
    public async Task A_supersession_whose_answer_was_lost_is_answered_again_though_the_chain_went_on()
    {
        Fact old = NewFact(), next = old.Next("phone");
        ContentAddress address = await Put(old);
        SupersedeOptions once = new() { OperationId = "supersede-1", ExpectedHead = address };
        WriteResult first = await Store.SupersedeAsync(address, next.ToBlob().Memory, once);
        IsDone(first);
        ContentAddress head = await Supersede(first.Address, next.Next("letter"));
        string before = await StoreImage.Of(Store);
        Fact writtenAnew = next with { CreatedAt = new(Written + 2000) };
        foreach (Fact repeated in new[] { next, writtenAnew })
        {
            WriteResult again = await Store.SupersedeAsync(address, repeated.ToBlob().Memory, once);
            Assert.That(again.IsSuccess, Is.True);
            Assert.That(again.Address, Is.EqualTo(first.Address));
        }
        Assert.That(await Store.GetHeadAsync(address), Is.EqualTo(head));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task A_deletion_is_answered_as_the_first_time()
    {
        ContentAddress address = await Put(NewFact());
        StatusOptions once = new() { OperationId = "delete-1" };
        IsDone(await Store.DeleteAsync(address, once));
        string before = await StoreImage.Of(Store);
        Assert.That((await Store.DeleteAsync(address, once)).IsSuccess, Is.True);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task A_contradiction_is_recorded_once()
    {
        ContentAddress address = await Put(NewFact());
        ContradictOptions once = new() { OperationId = "contradict-1" };
        IsDone(await Store.ContradictAsync(address, once));
        Assert.That((await Store.ContradictAsync(address, once)).IsSuccess, Is.True);
        Assert.That((await Audit()).Count(static entry => entry.Act == AuditAct.Contradicted), Is.EqualTo(1));
    }

    [Test]
    public async Task An_operation_that_was_refused_may_be_tried_again()
    {
        Fact old = Guarded("soft_locked");
        ContentAddress address = await Put(old);
        SupersedeOptions options = new() { OperationId = "supersede-2" };
        IsRefused(await Store.SupersedeAsync(address, old.Next("phone").ToBlob().Memory, options), OmsErrorCode.InvalidationDenied);
        IsDone(await Store.SupersedeAsync(address, old.Next("phone").ToBlob().Memory, options with { Justification = "the customer called" }));
    }

    [Test]
    public async Task Many_callers_with_one_name_do_one_thing()
    {
        WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
            await Store.PutAsync(NewFact($"value {number}").ToBlob().Memory, new() { OperationId = "put-2" }))));
        Assert.That(results, Has.All.Matches<WriteResult>(static result => result.IsSuccess));
        Assert.That(results.Select(static result => result.Address).Distinct(), Has.Exactly(1).Items);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(1));
    }

    [Test]
    public async Task Different_names_are_different_operations()
    {
        WriteResult first = await Store.PutAsync(NewFact().ToBlob().Memory, new() { OperationId = "a" });
        WriteResult second = await Store.PutAsync(NewFact("phone").ToBlob().Memory, new() { OperationId = "A" });
        Assert.That((first.Outcome, second.Outcome), Is.EqualTo((WriteOutcome.Done, WriteOutcome.Done)));
    }
}
