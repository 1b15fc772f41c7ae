namespace OpenMemory.Erasure.Tests;

/// <summary>What README and docs/erasure.md show is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ErasureExampleTests
{
    private static readonly Fact s_fact = new() { Subject = "customer-456", Relation = "prefers", Object = "email over phone", Confidence = 0.9, CreatedAt = 1768471200000 };

    [Test]
    public void The_example_of_the_README_erases()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        Assert.That(ErasureExamples.Readme(masters, salts, s_fact), Is.EqualTo(UserSaltState.Destroyed));
    }

    [Test]
    public void The_example_with_files_erases()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder;
            MasterKeyFile.Create("master.keys");
            Assert.That(ErasureExamples.Erasure(s_fact), Is.True);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task The_example_of_attachments_gives_them_back()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        byte[] scan = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)i)];
        using MemoryStream source = new(scan), destination = new();
        Assert.That(await ErasureExamples.Attachments(ring, scan, source, destination), Is.EqualTo(scan));
        Assert.That(ring.OpenBlob("customer-456", ContentAddress.Compute(scan), destination.ToArray()), Is.EqualTo(scan));
    }
}
