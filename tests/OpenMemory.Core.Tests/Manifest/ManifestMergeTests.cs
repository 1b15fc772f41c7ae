namespace OpenMemory.Tests;

/// <summary>Conflicting index state is merged by the documented strategy (OMS-11.7-8, R-52).</summary>
[TestFixture]
public sealed class ManifestMergeTests
{
    private static readonly IndexState s_full = new()
    {
        SupersededBy = ManifestSamples.Address(1), SystemValidTo = 10, VerificationStatus = IndexState.Verified,
        RecStatus = "approved", AccessCount = 5, LastAccessedAt = 20,
    };

    [Test]
    public void Portable_and_local_fields_of_an_import_fill_an_empty_index()
    {
        IndexMerge merge = IndexState.Merge(IndexState.Default, s_full);
        Assert.That(merge.State, Is.EqualTo(s_full with { RecStatus = null })); // OMS-11.7-4
        Assert.That((merge.Fork, merge.NeedsRecStatus), Is.EqualTo(((ContentAddress?)null, true)));
        Assert.That(IndexState.Merge(s_full, IndexState.Default), Is.EqualTo(new IndexMerge(s_full, null, false)));
    }

    [Test]
    public void The_earlier_end_and_the_larger_counters_stay()
    {
        IndexState other = new() { SystemValidTo = -3, AccessCount = 4, LastAccessedAt = 21 };
        foreach (IndexState merged in new[] { IndexState.Merge(s_full, other).State, IndexState.Merge(other, s_full).State })
            Assert.That((merged.SystemValidTo, merged.AccessCount, merged.LastAccessedAt), Is.EqualTo(((EpochMilliseconds?)-3L, 5L, (EpochMilliseconds?)21L)));
    }

    [Test]
    public void The_strongest_status_stays_whichever_comes_first()
    {
        string[] ascending = [IndexState.Unverified, "a value of tomorrow", "another", IndexState.Verified, IndexState.Contested, IndexState.Retracted];
        for (int i = 0; i < ascending.Length; i++)
        {
            for (int j = 0; j < ascending.Length; j++)
            {
                IndexState a = new() { VerificationStatus = ascending[i] }, b = new() { VerificationStatus = ascending[j] };
                Assert.That(IndexState.Merge(a, b).State.VerificationStatus, Is.EqualTo(ascending[Math.Max(i, j)]));
            }
        }
    }

    [Test]
    public void A_different_superseding_grain_is_a_fork_that_overwrites_nothing()
    {
        ContentAddress mine = ManifestSamples.Address(1), theirs = ManifestSamples.Address(2);
        IndexMerge merge = IndexState.Merge(new() { SupersededBy = mine }, new() { SupersededBy = theirs });
        Assert.That((merge.State.SupersededBy, merge.Fork), Is.EqualTo(((ContentAddress?)mine, (ContentAddress?)theirs)));
        Assert.That(IndexState.Merge(merge.State, new() { SupersededBy = mine }).Fork, Is.Null);
    }

    [Test]
    public void Merging_is_idempotent_commutative_and_associative_but_for_heads()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            IndexState a = Headless(random), b = Headless(random), c = Headless(random);
            Assert.That(Of(a, a), Is.EqualTo(a));
            Assert.That(Of(Of(a, b), b), Is.EqualTo(Of(a, b)));
            Assert.That(Of(a, b), Is.EqualTo(Of(b, a)));
            Assert.That(Of(Of(a, b), c), Is.EqualTo(Of(a, Of(b, c))));
            IndexState full = ManifestSamples.State(random) with { RecStatus = null };
            Assert.That(Of(full, full), Is.EqualTo(full));
        }

        static IndexState Of(IndexState a, IndexState b) => IndexState.Merge(a, b).State;
        static IndexState Headless(Random random) => ManifestSamples.State(random) with { SupersededBy = null, RecStatus = null };
    }
}
