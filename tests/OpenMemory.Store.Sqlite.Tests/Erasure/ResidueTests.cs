namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>What was erased is in no byte of the file, its log or its index any more (§28.4.3, §28.4.4, R-51).</summary>
[TestFixture]
public sealed class ResidueTests
{
    [Test]
    public async Task An_erased_person_is_in_no_byte_of_the_files_among_thousands_of_grains_OMS_28_4_3_1()
    {
        using Crowd crowd = new(seed: 1);
        await crowd.LiveAsync(rounds: 24, batch: 150);
        Assert.That(crowd.Needles.FindIn(crowd.Path), Has.Count.GreaterThan(crowd.Needles.All.Count / 3), "the search is able to find");
        SubjectErasure erasure = await crowd.Store.EraseSubjectAsync(crowd.Person);
        Assert.That(erasure.Erased, Has.Count.EqualTo(crowd.Theirs.Count));
        Assert.That(erasure.IsComplete, Is.True);
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
        await crowd.WriteOthersAsync(100);
        await crowd.ReopenAsync();
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task A_law_of_twenty_stores()
    {
        List<string> found = [];
        for (int seed = 100; seed < 120; seed++)
        {
            using Crowd crowd = new(seed);
            await crowd.LiveAsync(rounds: 3 + (seed % 4), batch: 10 + (seed % 7 * 12));
            if (seed % 3 == 0) await crowd.ReopenAsync();
            Assert.That((await crowd.Store.EraseSubjectAsync(crowd.Person)).IsComplete, Is.True);
            found.AddRange(crowd.Needles.FindIn(crowd.Path).Select(each => $"seed {seed}: {each}"));
        }
        Assert.That(found, Is.Empty);
    }
}
