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

    [Test]
    public async Task Deleted_one_by_one_they_leave_nothing_either()
    {
        using Crowd crowd = new(seed: 2);
        await crowd.LiveAsync(rounds: 3, batch: 60);
        foreach ((ContentAddress address, string? user) in crowd.Theirs)
        {
            WriteResult result = await crowd.Store.DeleteAsync(address, new() { UserId = user });
            Assert.That((result.Require(), result.ResidueRemains), Is.EqualTo((address, false)));
        }
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task What_cascades_with_a_consent_leaves_nothing() // OMS-23.2-2
    {
        using Crowd crowd = new(seed: 3);
        await crowd.WriteOthersAsync(200);
        Consent consent = new() { SubjectDid = "did:key:z6Mk", GranteeDid = "did:key:z6Ml", Scope = ["store"], IsWithdrawal = false, CreatedAt = 1_768_000_000_000 };
        ContentAddress given = await crowd.Store.AddAsync(consent);
        await crowd.Store.AddAsync(new Fact
        {
            Subject = crowd.Person, Relation = "says", Object = crowd.Needles.Word("object"), Confidence = 0.5, ProcessingBasis = given.ToString(),
            InvalidationPolicy = new() { Mode = "consent_cascade" }, CreatedAt = 1_768_000_000_001,
        });
        await crowd.WriteOthersAsync(200);
        await crowd.Store.ReplaceAsync(given, consent with { IsWithdrawal = true, PriorConsent = given.ToString(), CreatedAt = 1_768_000_000_002 });
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Not.Empty);
        ConsentCascade cascade = await crowd.Store.CascadeConsentAsync(run: true);
        Assert.That((cascade.Erased, cascade.ResidueRemains), Is.EqualTo((1, false)));
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task While_somebody_reads_an_older_state_the_erasure_says_that_something_remains_OMS_28_4_4_4()
    {
        using Crowd crowd = new(seed: 4);
        await crowd.LiveAsync(rounds: 3, batch: 60);
        using (Connection reader = Reader(crowd.Path))
        {
            SubjectErasure erasure = await crowd.Store.EraseSubjectAsync(crowd.Person);
            Assert.That(erasure.IsComplete, Is.False);
            Assert.That(erasure.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.ResidueRemains));
            Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Not.Empty);
            Assert.That(await crowd.Store.ScrubAsync(), Is.False);
        }
        Assert.That(await crowd.Store.ScrubAsync(), Is.True);
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task What_remained_goes_with_the_next_deletion()
    {
        using Crowd crowd = new(seed: 5);
        await crowd.LiveAsync(rounds: 2, batch: 40);
        ContentAddress last = await crowd.Store.AddAsync(new Fact { Subject = "other", Relation = "says", Object = "something", Confidence = 0.5, CreatedAt = 1_768_000_000_000 });
        using (Connection reader = Reader(crowd.Path)) Assert.That((await crowd.Store.EraseSubjectAsync(crowd.Person)).IsComplete, Is.False);
        Assert.That((await crowd.Store.DeleteAsync(last)).ResidueRemains, Is.False);
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task What_remained_goes_with_the_next_write_of_any_kind()
    {
        using Crowd crowd = new(seed: 7);
        await crowd.LiveAsync(rounds: 2, batch: 40);
        using (Connection reader = Reader(crowd.Path))
        {
            Assert.That((await crowd.Store.EraseSubjectAsync(crowd.Person)).IsComplete, Is.False);
            await crowd.Store.Metadata.PutAsync("a", "written while somebody still reads");
            Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Not.Empty);
        }
        await crowd.Store.Metadata.PutAsync("a", "written afterwards");
        Assert.That(crowd.Needles.FindIn(crowd.Path), Is.Empty);
    }

    [Test]
    public async Task A_process_that_died_after_the_erasure_and_before_it_was_overwritten_is_made_up_for_when_the_file_is_opened()
    {
        using Crowd crowd = new(seed: 6);
        await crowd.LiveAsync(rounds: 3, batch: 60);
        string copy = StoreFiles.NewPath();
        using (Connection reader = Reader(crowd.Path)) // what is not overwritten is what a process that died there leaves
        {
            await crowd.Store.EraseSubjectAsync(crowd.Person);
            foreach (string end in new[] { "", "-wal" }) File.WriteAllBytes(copy + end, Needles.ReadShared(crowd.Path + end));
        }
        Assert.That(crowd.Needles.FindIn(copy), Is.Not.Empty);
        await using (SqliteGrainStore opened = SqliteGrainStore.Open(copy)) Assert.That(crowd.Needles.FindIn(copy), Is.Empty);
    }

    /// <summary>A connection in the middle of reading.</summary>
    private static Connection Reader(string path)
    {
        Connection reader = new(path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero);
        reader.Execute("BEGIN");
        Assert.That(reader.ReadInt64("SELECT count(*) FROM grains"), Is.GreaterThan(0));
        return reader;
    }
}
