namespace OpenMemory.Supersession.Tests;

/// <summary>Index entries name each successor once, and forks beside the first .</summary>
[TestFixture]
public sealed class IndexEntryTests
{
    private static readonly ContentAddress[] s_grains = [.. Enumerable.Range(0, 5).Select(static i => Make.Fact($"{i}").ToBlob().Address).Order()];

    [Test]
    public void Successors_are_told_once_and_the_first_one_first()
    {
        IndexEntry entry = new() { State = new IndexState { SupersededBy = s_grains[3] }, Rivals = [s_grains[4], s_grains[3], s_grains[0], s_grains[4]] };
        Assert.That(entry.Rivals, Is.EqualTo((ContentAddress[])[s_grains[0], s_grains[3], s_grains[4]]));
        Assert.That(entry.Successors(), Is.EqualTo((ContentAddress[])[s_grains[3], s_grains[0], s_grains[4]]));
        Assert.That(s_grains.Where(entry.IsSupersededBy), Is.EqualTo((ContentAddress[])[s_grains[0], s_grains[3], s_grains[4]]));
        Assert.That((IndexEntry.Default.Successors().Any(), IndexEntry.Default.Successor, IndexEntry.Default.MayBeForked), Is.EqualTo((false, (ContentAddress?)null, false)));
        Assert.That((new IndexEntry { Rivals = [s_grains[1]] }.Successor, new IndexEntry { Rivals = [s_grains[1]] }.MayBeForked), Is.EqualTo(((ContentAddress?)s_grains[1], false)));
    }

    [Test]
    public void Entries_with_the_same_values_are_equal()
    {
        IndexEntry entry = new() { State = new IndexState { SupersededBy = s_grains[0], SystemValidTo = 5 }, Rivals = [s_grains[1], s_grains[2]], NeedsReview = true };
        IndexEntry same = new() { State = new IndexState { SupersededBy = s_grains[0], SystemValidTo = 5 }, Rivals = [s_grains[2], s_grains[1]], NeedsReview = true };
        Assert.That(entry, Is.EqualTo(same));
        Assert.That(entry.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(entry.IsCurrent, Is.False);
        foreach (IndexEntry other in (IndexEntry[])[same with { Rivals = [] }, same with { IsContradicted = true }, same with { IsHoldLifted = true }, same with { NeedsReview = false }, same with { State = IndexState.Default }])
            Assert.That(other, Is.Not.EqualTo(entry));
        Assert.That(() => new IndexEntry { Rivals = null! }, Throws.ArgumentNullException);
    }
}
