using System.Text;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Sealing;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Tests.Erasure;

/// <summary>New users' keys are made together: the file of salts is written once for a batch, not once for a user.</summary>
[TestFixture]
internal sealed class SealerTests
{
    [TestCase(1000, 1)]
    [TestCase(100, 10)]
    [TestCase(150, 7)]
    public void Keys_OfABatch_AreMadeInOneStep(int batch, int steps)
    {
        using MasterKeySet keys = MasterKeySet.Generate();
        using CountingStore store = new();
        using UserKeyRing ring = new(keys, store);
        using MemoryStream bytes = new();
        using StringWriter error = new();
        CommandContext context = new(Stream.Null, bytes, error);
        using GrainOutput output = GrainOutput.Lines(context);
        Sealer sealer = new(ring, output, default) { BatchGrains = batch };
        GrainBlob[] grains = [.. Enumerable.Range(0, 1000).Select(static number => GrainJson.Encode(Encoding.UTF8.GetBytes(Erasure.Keys.Fact(number, $"user-{number}"))))];
        foreach (GrainBlob grain in grains) sealer.Add(grain);
        sealer.Flush();
        Assert.That(store.Changes, Is.EqualTo(steps));
        Assert.That(sealer.Summary, Is.EqualTo("1000 sealed, 0 left without a user_id, 0 sealed before, 1000 new keys"));
        string[] lines = Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Select((line, index) => ring.Open($"user-{index}", Convert.FromHexString(line.Split("\"blob\":\"")[1][..^2])).Address), Is.EqualTo(grains.Select(static grain => grain.Address)), "in their order");
    }

    [Test]
    public void FaultOfAGrainThatWasHeldBack_NamesThatGrain()
    {
        using MasterKeySet keys = MasterKeySet.Generate();
        using CountingStore store = new();
        using UserKeyRing ring = new(keys, store); // without zstd
        using GrainOutput output = GrainOutput.Lines(new(Stream.Null, Stream.Null, TextWriter.Null));
        Sealer sealer = new(ring, output, new() { Compress = true });
        foreach (string? user in (ReadOnlySpan<string?>)[null, "alice", null]) sealer.Add(GrainJson.Encode(Encoding.UTF8.GetBytes(Erasure.Keys.Fact(1, user))));
        Assert.That(sealer.Flush, Throws.TypeOf<BadDataException>().With.Property(nameof(BadDataException.Place)).EqualTo("in grain 1, counted from 0"));
    }

    private sealed class CountingStore : IUserSaltStore, IDisposable
    {
        private readonly InMemoryUserSaltStore _store = new();

        public int Changes { get; private set; }

        public long Generation => _store.Generation;

        public IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks => _store.MasterKeyChecks;

        public IReadOnlyList<ErasureReceipt> Receipts => _store.Receipts;

        public UserSaltState Find(in UserSaltName name, Span<byte> salt) => _store.Find(name, salt);

        public void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks) => _store.AddMasterKeyChecks(checks);

        public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false)
        {
            Changes++;
            _store.GetOrAdd(names, salts, states, replaceTombstones);
        }

        public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time) => _store.Destroy(names, time);

        public void Dispose() => _store.Dispose();
    }
}
