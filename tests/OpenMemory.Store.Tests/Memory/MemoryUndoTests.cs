using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What is not committed never was (OMS-28.4-3).</summary>
[TestFixture]
public sealed class MemoryUndoTests
{
    private static readonly GrainBlob s_first = Backends.Grain(1), s_second = Backends.Grain(2), s_third = Backends.Grain(3, "sam"), s_fourth = Backends.Grain(4, "pat", s_first.Address);
    private static readonly Dictionary<string, Action<IStoreWriter>> s_works = Works();
    private static readonly CasUri s_kept = new(ContentAddress.Compute("kept"u8)), s_new = new(ContentAddress.Compute("new"u8));

    [TestCaseSource(nameof(Names))]
    public void A_scope_that_ends_without_commit_undoes(string name)
    {
        Action<IStoreWriter> work = s_works[name];
        using MemoryBackend backend = Filled();
        string before = Describe(backend);
        using (IStoreWriter writer = backend.BeginWrite()) work(writer);
        Assert.That(Describe(backend), Is.EqualTo(before), name);
        using (IStoreWriter writer = backend.BeginWrite())
        {
            work(writer);
            writer.Commit();
        }
        Assert.That(Describe(backend), Is.Not.EqualTo(before), "the work does something");
    }

    [TestCaseSource(nameof(Names))]
    public void A_failure_at_any_step_undoes(string name)
    {
        Action<IStoreWriter> work = s_works[name];
        using MemoryBackend backend = Filled();
        string before = Describe(backend);
        int failures = 0;
        for (int step = 1; ; step++)
        {
            int left = step;
            backend.State.Failure = () =>
            {
                if (--left == 0) throw new InsufficientMemoryException();
            };
            try
            {
                backend.Write(work);
                break;
            }
            catch (InsufficientMemoryException)
            {
                failures++;
            }
            backend.State.Failure = null;
            Assert.That(Describe(backend), Is.EqualTo(before), $"{name}, step {step}");
        }
        backend.State.Failure = null;
        Assert.That(failures, Is.GreaterThan(1));
        using MemoryBackend untroubled = Filled();
        untroubled.Write(work);
        Assert.That(Describe(backend), Is.EqualTo(Describe(untroubled)));
    }

    [Test]
    public void Reads_in_a_scope_see_what_it_wrote_and_nobody_else_does_before_the_commit()
    {
        using MemoryBackend backend = Filled();
        using IStoreWriter writer = backend.BeginWrite();
        writer.Insert(Backends.Row(s_fourth));
        writer.Remove(s_first.Address, 5);
        Assert.That(writer.TryGet(s_fourth.Address, out _), Is.True);
        Assert.That((writer.Contains(s_first.Address), writer.IsDeleted(s_first.Address)), Is.EqualTo((false, true)));
        Assert.That(writer.Query(new() { Subject = "pat", Status = GrainStatus.Any }).Hits.Select(static hit => hit.Row.Blob.Address), Does.Contain(s_fourth.Address).And.Not.Contain(s_first.Address));
        Task<bool> other = Task.Run(() => backend.Read(static reader => reader.Contains(s_fourth.Address)));
        Assert.That(other.Wait(50), Is.False, "it waits");
        writer.Commit();
        writer.Remove(s_fourth.Address, 6); // and this is not committed
        writer.Dispose();
        Assert.That(other.Result, Is.True);
    }

    [Test]
    public void Work_after_a_commit_is_undone_without_the_work_before_it()
    {
        using MemoryBackend backend = Filled();
        string committed;
        using (IStoreWriter writer = backend.BeginWrite())
        {
            writer.Insert(Backends.Row(s_fourth));
            writer.Commit();
            committed = Describe(writer);
            writer.Insert(Backends.Row(Backends.Grain(9)));
            writer.Remove(s_fourth.Address, 6);
        }
        Assert.That(Describe(backend), Is.EqualTo(committed));
    }

    [Test]
    public void A_grain_that_is_here_or_was_deleted_is_not_inserted()
    {
        using MemoryBackend backend = Filled();
        using IStoreWriter writer = backend.BeginWrite();
        Assert.That(() => writer.Insert(Backends.Row(s_first)), Throws.InvalidOperationException);
        writer.Remove(s_first.Address, 3);
        Assert.That(() => writer.Insert(Backends.Row(s_first)), Throws.InvalidOperationException);
        Assert.That(() => writer.Remove(s_first.Address, 3), Throws.InvalidOperationException);
        Assert.That(() => writer.SetTier(s_first.Address, StorageTier.Warm), Throws.InvalidOperationException);
        Assert.That(() => writer.SetEntry(s_first.Address, IndexEntry.Default, default, 3), Throws.InvalidOperationException);
    }

    private static IEnumerable<string> Names => s_works.Keys;

    private static Dictionary<string, Action<IStoreWriter>> Works() => new()
    {
        ["insert"] = static writer => writer.Insert(Backends.Row(s_fourth)),
        ["insert with an entry"] = static writer => writer.Insert(Backends.Row(s_fourth, Rare())),
        ["supersede"] = static writer =>
        {
            writer.Insert(Backends.Row(s_fourth));
            writer.SetEntry(s_first.Address, IndexEntry.Default with { State = new() { SupersededBy = s_fourth.Address, SystemValidTo = 9 } }, ProtectionGuard.Chain, 9);
            writer.AppendAudit(Backends.Audit(2));
            writer.RememberOperation("op", WriteResult.Done(s_fourth.Address));
        },
        ["entry there and back"] = static writer =>
        {
            writer.SetEntry(s_second.Address, Rare(), ProtectionGuard.Chain, 9);
            writer.SetEntry(s_second.Address, IndexEntry.Default, default, 10);
            writer.SetEntry(s_third.Address, IndexEntry.Default with { NeedsReview = true, State = new() { AccessCount = 5, LastAccessedAt = 8 } }, default, 11);
        },
        ["remove"] = static writer => writer.Remove(s_second.Address, 9),
        ["insert and remove"] = static writer =>
        {
            writer.Insert(Backends.Row(s_fourth, Rare()));
            writer.SetVector(s_fourth.Address, [1, 2]);
            writer.Remove(s_fourth.Address, 9);
            writer.Remove(s_third.Address, 10);
        },
        ["tiers"] = static writer =>
        {
            writer.SetTier(s_first.Address, StorageTier.Warm);
            writer.SetTier(s_first.Address, StorageTier.Cold);
            writer.SetEntry(s_first.Address, Rare(), ProtectionGuard.Chain, 9);
            writer.SetTier(s_second.Address, StorageTier.Cold);
            writer.SetTier(s_second.Address, StorageTier.Hot);
            writer.SetTier(s_third.Address, StorageTier.Cold);
            writer.Remove(s_third.Address, 10);
        },
        ["vectors"] = static writer =>
        {
            writer.SetVector(s_second.Address, [0, 1]);
            writer.SetVector(s_first.Address, []);
        },
        ["rows, contents and operations"] = static writer =>
        {
            writer.SetMetadata("row", "other");
            writer.SetMetadata("row", null);
            writer.SetMetadata("new", "value");
            writer.PutContent(s_new, "new"u8);
            writer.RemoveContent(s_kept);
            writer.PutContent(s_kept, "kept"u8);
            writer.RemoveContent(s_new);
            writer.RemoveContent(s_kept);
            writer.RememberOperation("known", WriteResult.Done(s_second.Address));
        },
    };

    private static IndexEntry Rare() => IndexEntry.Default with { State = new() { VerificationStatus = "peculiar", AccessCount = 2, LastAccessedAt = 7 } };

    private static MemoryBackend Filled()
    {
        MemoryBackend backend = new();
        backend.Write(static writer =>
        {
            writer.Insert(Backends.Row(s_first));
            writer.Insert(Backends.Row(s_second));
            writer.Insert(Backends.Row(s_third, Rare()));
            writer.SetVector(s_first.Address, [1, 0]);
            writer.SetVector(s_third.Address, [0, 1]);
            writer.SetMetadata("row", "value");
            writer.PutContent(s_kept, "kept"u8);
            writer.AppendAudit(Backends.Audit(1));
            writer.RememberOperation("known", WriteResult.Done(s_first.Address));
        });
        return backend;
    }

    private static string Describe(MemoryBackend backend) => backend.Read(Describe);

    private static string Describe(IStoreReader reader)
    {
        QueryResult near = reader.Search(new() { Vector = new float[] { 1, 0 }, Filter = new() { Status = GrainStatus.Any } });
        string vectors = string.Join(' ', near.Hits.Select(static hit => $"{hit.Row.Blob.Address}:{hit.Score:F3}"));
        string contents = $"{reader.TryGetContent(s_kept, out ReadOnlyMemory<byte> kept)} {Convert.ToHexString(kept.Span)} {reader.TryGetContent(s_new, out _)}";
        string operations = $"{reader.TryGetOperation("known", out WriteResult known)} {known.Address} {reader.TryGetOperation("op", out _)}";
        return $"{Backends.Describe(reader)}\n{vectors}\n{contents}\n{operations}";
    }
}
