using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>What a writer knows after its work was undone, by itself or by SQLite.</summary>
public sealed class UndoneTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "customer-456", Relation = "says", Object = "this", Confidence = 0.5, CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20000),
    };

    [TestCase(false)]
    [TestCase(true)]
    public void A_term_that_was_undone_is_written_again(bool bySqliteItself)
    {
        using SqliteBackend backend = SqliteBackend.Open(StoreFiles.NewPath(), new());
        using (WriteScope scope = backend.BeginWriting(TimeSpan.FromSeconds(5)))
        {
            Insert(scope, s_fact);
            // So SQLite does where the disk is full or fails in the middle.
            if (bySqliteItself) scope.Connection.Execute("ROLLBACK");
        }
        using (WriteScope scope = backend.BeginWriting(TimeSpan.FromSeconds(5)))
        {
            Insert(scope, s_fact with { Object = "that" });
            scope.Commit();
        }
        using IStoreReader reader = backend.BeginRead();
        Assert.That(reader.Query(new() { Subject = s_fact.Subject }).Total, Is.EqualTo(1));
        Assert.That(reader.FindSubject(new SubjectSelector("customer-456")).Count(), Is.EqualTo(1));
    }

    [Test]
    public void Counts_that_were_given_up_while_they_were_written_are_no_fault_and_never_less_than_nothing()
    {
        AccessBuffer buffer = new();
        ContentAddress address = s_fact.ToBlob().Address;
        buffer.Count([address, address], 1);
        KeyValuePair<ContentAddress, AccessBuffer.Access>[] written = buffer.Peek();
        buffer.Clear();
        buffer.Count([address], 2);
        buffer.Done(written);
        Assert.That(buffer.Find(address).Times, Is.Zero);
        buffer.Count([address], 3);
        Assert.That(buffer.Find(address), Is.EqualTo(new AccessBuffer.Access(1, 3)));
        buffer.Clear();
        Assert.That(() => buffer.Done(written), Throws.Nothing);
    }

    private static void Insert(WriteScope scope, Fact fact)
    {
        GrainBlob blob = fact.ToBlob();
        scope.Insert(new(blob, IndexEntry.Default, 77, ProtectionGuard.None), blob);
    }
}
