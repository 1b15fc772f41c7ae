using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Does a step with a store and with its model, and compares both.</summary>
internal sealed class ModelRunner(IGrainStore store, StoreModel model, ManualClock clock)
{
    private static readonly EpochMilliseconds s_merged = new(Written + 500);

    internal async Task Do(StoreStep step)
    {
        model.Now = clock.Now.Value;
        int grain = step.Grain, child = ModelUniverse.ChildOf(grain, step.Other);
        GrainBlob blob = ModelUniverse.Blobs[grain];
        switch (step.Kind)
        {
            case StepKind.Put:
                Same(step, model.Add(grain), (await store.PutAsync(blob.Memory)).Outcome);
                break;
            case StepKind.Receive:
                Same(step, model.Add(grain), (await store.ReceiveAsync([new(blob.Memory)])).Single().Outcome);
                break;
            case StepKind.Supersede:
                int head = model.Has(grain) ? model.HeadOf(grain) : -1;
                WriteResult result = await store.SupersedeAsync(blob.Address, ModelUniverse.Blobs[child].Memory);
                Same(step, model.Supersede(grain, child), result.Outcome);
                if (result.Outcome == WriteOutcome.Conflict) Assert.That(result.Head, Is.EqualTo(ModelUniverse.Blobs[head].Address), step.ToString());
                break;
            case StepKind.Contradict:
                Same(step, model.Contradict(grain), (await store.ContradictAsync(blob.Address)).Outcome);
                break;
            case StepKind.Verify:
                Same(step, model.Verify(grain), (await store.VerifyAsync(blob.Address)).Outcome);
                break;
            case StepKind.Delete:
                Same(step, model.Delete(grain), (await store.DeleteAsync(blob.Address)).Outcome);
                break;
            case StepKind.Merge:
                if (step.Other > 0) // an import brings the grain first; sometimes it does not
                    Same(step, model.Add(child), (await store.ReceiveAsync([new(ModelUniverse.Blobs[child].Memory)])).Single().Outcome);
                IndexState state = new() { SupersededBy = ModelUniverse.Blobs[child].Address, SystemValidTo = s_merged };
                bool isHere = model.Has(grain) && model.Has(child);
                bool isChanged = (await store.MergeIndexAsync([new(blob.Address, state)])).Single().IsChanged;
                if (isHere || !model.Has(grain)) Assert.That(isChanged, Is.EqualTo(model.Merge(grain, child, s_merged)), step.ToString());
                else if (isChanged) model[grain].ValidTo = (await EntryOf(grain)).State.SystemValidTo; // an end without a successor is a statement of its own
                break;
            case StepKind.Erase:
                string person = ModelUniverse.PersonOf(grain);
                SubjectErasure erasure = await store.EraseSubjectAsync(person);
                Assert.That(erasure.Erased, Is.EquivalentTo(model.Erase(person).Select(static number => ModelUniverse.Blobs[number].Address)), step.ToString());
                break;
            case StepKind.Advance:
                clock.Advance(TimeSpan.FromMinutes(1 + step.Other));
                break;
            default:
                await Query(step, ModelUniverse.PersonOf(grain));
                break;
        }
    }

    /// <summary>Everything that can be seen of the grains of the universe.</summary>
    internal async Task Compare(StoreStep step)
    {
        for (int grain = 0; grain < ModelUniverse.Facts.Length; grain++)
        {
            ContentAddress address = ModelUniverse.Blobs[grain].Address;
            if (!model.Has(grain))
            {
                if (grain == step.Grain) Assert.That(await store.ExistsAsync(address), Is.False, step.ToString());
                continue;
            }
            IndexEntry entry = await EntryOf(grain);
            StoreModel.ModelGrain expected = model[grain];
            string what = $"{grain} after {step}";
            Assert.That(entry.Successors(), Is.EquivalentTo(expected.Successors.Select(static number => ModelUniverse.Blobs[number].Address)), what);
            Assert.That(entry.State.SystemValidTo, Is.EqualTo(expected.ValidTo), what);
            Assert.That(entry.IsContradicted, Is.EqualTo(expected.IsContradicted), what);
            Assert.That(entry.State.VerificationStatus, Is.EqualTo(expected.IsContradicted ? IndexState.Contested : expected.IsVerified ? IndexState.Verified : IndexState.Unverified), what);
            Assert.That(await store.GetHeadAsync(address), Is.EqualTo(ModelUniverse.Blobs[model.HeadOf(grain)].Address), what);
        }
        StoreStatistics statistics = await store.GetStatisticsAsync();
        HashSet<ContentAddress> records = [.. (await store.ReadAuditAsync().ToListAsync()).Where(static entry => entry.Record is not null).Select(static entry => entry.Record!.Value)];
        Assert.That((statistics.Grains - records.Count, statistics.Deleted), Is.EqualTo(((long)model.Here.Count(), (long)model.Deleted)), step.ToString());
    }

    private async Task Query(StoreStep step, string person)
    {
        foreach (GrainStatus status in new[] { GrainStatus.Current, GrainStatus.Past, GrainStatus.Any })
        {
            GrainPage page = await store.QueryAsync(new() { Subject = person, Status = status, Order = GrainOrder.OldestFirst, Limit = 1000 });
            int[] expected = [.. model.Here.Where(grain => ModelUniverse.Facts[grain].Subject == person)
                .Where(grain => status == GrainStatus.Any || model.IsCurrent(grain) == (status == GrainStatus.Current))
                .OrderBy(static grain => ModelUniverse.Facts[grain].CreatedAt!.Value.Value)];
            Assert.That(page.Results.Select(static hit => hit.Address), Is.EqualTo(expected.Select(static number => ModelUniverse.Blobs[number].Address)), $"{status} after {step}");
        }
    }

    private async Task<IndexEntry> EntryOf(int grain)
    {
        ContentAddress address = ModelUniverse.Blobs[grain].Address;
        return (await store.GetHistoryAsync(address))!.Find(address)!.Entry;
    }

    private static void Same(StoreStep step, WriteOutcome expected, WriteOutcome actual) => Assert.That(actual, Is.EqualTo(expected), step.ToString());
}
