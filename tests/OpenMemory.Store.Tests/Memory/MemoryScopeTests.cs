namespace OpenMemory.Store.Tests;

/// <summary>Scopes of the in-memory store belong to one thread and end once.</summary>
[TestFixture]
public sealed class MemoryScopeTests
{
    [Test]
    public void A_scope_inside_another_is_refused()
    {
        using MemoryBackend backend = new();
        using (backend.BeginRead())
        {
            Assert.That(backend.BeginRead, Throws.InvalidOperationException);
            Assert.That(backend.BeginWrite, Throws.InvalidOperationException);
            Assert.That(backend.Dispose, Throws.InvalidOperationException);
        }
        using (backend.BeginWrite()) Assert.That(backend.BeginRead, Throws.InvalidOperationException);
        backend.BeginRead().Dispose();
    }

    [Test]
    public void A_scope_is_of_no_use_after_its_end_and_to_no_other_thread()
    {
        using MemoryBackend backend = new();
        IStoreWriter writer = backend.BeginWrite();
        Task<Exception?> other = Task.Run(() =>
        {
            try
            {
                writer.Insert(Backends.Row(Backends.Grain(1)));
                return null;
            }
            catch (InvalidOperationException exception)
            {
                return (Exception)exception;
            }
        });
        Assert.That(other.Result, Is.Not.Null);
        Task.Run(writer.Dispose).Wait(); // another thread ends nothing
        writer.Insert(Backends.Row(Backends.Grain(1)));
        writer.Commit();
        writer.Dispose();
        writer.Dispose();
        Assert.That(() => writer.Contains(Backends.Grain(1).Address), Throws.InvalidOperationException);
        using IStoreReader reader = backend.BeginRead();
        Assert.That(() => writer.Commit(), Throws.InvalidOperationException);
        Assert.That(() => ((IStoreWriter)reader).SetMetadata("a", "b"), Throws.InvalidOperationException);
        Assert.That(reader.Contains(Backends.Grain(1).Address), Is.True);
    }

    [Test]
    public void A_walk_that_outlives_its_scope_is_refused()
    {
        using MemoryBackend backend = new();
        backend.Insert(Backends.Grain(1), Backends.Grain(2));
        using IEnumerator<GrainRow> rows = backend.Read(static reader => reader.FindSubject(new SubjectSelector("pat"))).GetEnumerator();
        Assert.That(() => rows.MoveNext(), Throws.InvalidOperationException);
    }

    [Test]
    public void A_subject_is_found_with_everything_that_cannot_be_judged_here()
    {
        using MemoryBackend backend = new();
        GrainBlob about = Backends.Grain(1), other = Backends.Grain(2, "sam");
        GrainBlob unknown = new CustomGrain(0xf3) { Map = new() { ["t"] = "app", ["x"] = 1 } }.ToBlob();
        backend.Insert(about, other, unknown);
        backend.Write(writer =>
        {
            List<ContentAddress> found = [];
            foreach (GrainRow row in writer.FindSubject(new SubjectSelector("pat")))
            {
                found.Add(row.Blob.Address);
                writer.Remove(row.Blob.Address, 1); // while it walks
            }
            Assert.That(found, Is.EquivalentTo(new[] { about.Address, unknown.Address }));
        });
        Assert.That(backend.Read(static reader => reader.Statistics.Grains), Is.EqualTo(1));
    }

    [Test]
    public void After_its_end_a_backend_says_so()
    {
        MemoryBackend backend = new();
        backend.Dispose();
        backend.Dispose();
        Assert.That(backend.BeginRead, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(backend.BeginWrite, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => backend.CountAccess([Backends.Grain(1).Address], 1), Throws.InstanceOf<ObjectDisposedException>());
    }
}
