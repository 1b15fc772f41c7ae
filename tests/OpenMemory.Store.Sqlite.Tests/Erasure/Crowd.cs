using OpenMemory.Erasure;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>
/// A store in which grains of many people stand between each other, and one person's words in every place that a store has: written in many
/// transactions, superseded, marked and deleted, so that pages fill, split, merge and are used again.
/// </summary>
internal sealed class Crowd : IDisposable
{
    internal const string OptedIn = "notes", Space = "support";

    private const int VectorLength = 24;
    private const long Written = 1_768_000_000_000;

    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private readonly InMemoryUserSaltStore _salts = new();
    private readonly UserKeyRing _ring;
    private readonly Random _random;
    private readonly List<(ContentAddress Address, Fact Fact)> _others = [];
    private int _written;

    internal Crowd(int seed)
    {
        _random = new(seed);
        _ring = new(_masters, _salts);
        Needles = new(_random);
        Person = Needles.Word("identity");
        Path = StoreFiles.NewPath();
        Store = Open();
    }

    internal string Path { get; }

    internal string Person { get; }

    internal Needles Needles { get; }

    internal SqliteGrainStore Store { get; private set; }

    internal UserKeyRing Ring => _ring;

    /// <summary>The person's grains, with the user whom each is sealed for.</summary>
    internal List<(ContentAddress Address, string? UserId)> Theirs { get; } = [];

    /// <summary>Opens the file once more.</summary>
    internal SqliteGrainStore Open() => SqliteGrainStore.Open(
        Path, new() { KeyRing = _ring }, new() { Durability = SqliteDurability.Relaxed, CacheBytes = 1 << 20, SealedTextNamespaces = new HashSet<string> { OptedIn }, BusyTimeout = TimeSpan.FromSeconds(5) });

    internal async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    /// <summary>Writes for some rounds, in each of them a batch of others' grains and some of the person's.</summary>
    internal async Task LiveAsync(int rounds, int batch)
    {
        for (int round = 0; round < rounds; round++)
        {
            await WriteOthersAsync(batch);
            await WritePersonAsync();
            if (round % 3 == 1) await SupersedeOthersAsync(batch / 4);
            if (round % 5 == 2) await DeleteOthersAsync(3);
            if (round % 4 == 3) Checkpoint();
        }
    }

    /// <summary>Others write, and erasures of theirs happen, after the person is gone.</summary>
    internal async Task WriteOthersAsync(int count)
    {
        List<Fact> facts = [.. Enumerable.Range(0, count).Select(_ => OthersFact())];
        IReadOnlyList<WriteResult> results = await Store.PutBatchAsync([.. facts.Select(static fact => fact.ToBlob().Memory)]);
        for (int i = 0; i < facts.Count; i++) _others.Add((results[i].Require(), facts[i]));
        foreach (int i in Enumerable.Range(0, Math.Min(4, count)))
            await Store.SetVectorAsync(_others[^(i + 1)].Address, Enumerable.Range(0, VectorLength).Select(_ => (float)_random.NextDouble()).ToArray());
    }

    /// <summary>Takes what is in the log into the file, as far as nobody reads.</summary>
    internal void Checkpoint()
    {
        using Connection connection = new(Path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(5));
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void Dispose()
    {
        Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ring.Dispose();
        _salts.Dispose();
        _masters.Dispose();
    }

    private async Task WritePersonAsync()
    {
        CasUri scan = await Store.Content.PutAsync(Needles.Bytes("attachment", 3000 + _random.Next(9000)));
        Needles.Add("attachment's name", scan.Address);
        byte[] letter = Needles.Bytes("sealed attachment, plain", 2000);
        CasUri closed = await Store.Content.PutAsync(letter, Person);
        Needles.Add("sealed attachment's name", closed.Address);
        Needles.Add("sealed attachment", KeptBytes(new SealedAttachments(_ring, Person).RowsOf(closed)[0]));
        Fact fact = new()
        {
            Subject = Person, Relation = Needles.Word("relation"), Object = $"{Needles.Word("object")} and {Needles.Word("object")}", Confidence = 0.9,
            UserId = Person, SessionId = $"{Person}#{Needles.Word("session")}", RunId = $"{Person}:{Needles.Word("run")}", Namespace = Space,
            EmbeddingText = $"a text about {Needles.Word("embedding_text")} {Filler(_random.Next(60))}", StructuralTags = [Needles.Word("tag")],
            ContentRefs = [Reference(scan), Reference(closed)], CreatedAt = Now(),
        };
        ContentAddress address = await PutAsync(fact);
        await Store.SetVectorAsync(address, Needles.Vector("vector", VectorLength));
        await Store.SetVectorAsync(address, Needles.Vector("vector, the second", VectorLength));
        (await Store.VerifyAsync(address, new() { Reason = "checked", OperationId = $"op-{_written}" })).Require();
        await PutAsync(new Event
        {
            Subject = Person, Role = "user", Content = $"{Filler(300)} {Needles.Word("content")} {Filler(_random.Next(600))} {Needles.Word("content")}",
            ContentBlocks = [new(new Dictionary<string, OmsValue> { ["type"] = "text", ["text"] = Needles.Word("content block"), [Needles.Word("key of a map")] = OmsValue.FromArray(Needles.Word("array in a map")) })],
            Namespace = Space, CreatedAt = Now(),
        });
        await PutAsync(new Fact { Subject = $"other-{_random.Next(40)}", Relation = "knows", Object = Person, Confidence = 0.5, EmbeddingText = Needles.Word("about them"), CreatedAt = Now() });
        Fact next = fact with { Object = Needles.Word("object of a successor"), CreatedAt = Now(), DerivedFrom = [address.ToString()], SessionId = Needles.Word("session, the second") };
        ContentAddress head = await Store.ReplaceAsync(address, next);
        Theirs.Add((head, null));
        await Store.SetVectorAsync(head, Needles.Vector("vector of a successor", VectorLength));
        await Store.ContradictAsync(head, new() { Justification = "not so" });
        Fact note = new() { Subject = Person, Relation = Needles.Word("sealed relation"), Object = Needles.Word("sealed object"), Confidence = 0.4, Namespace = OptedIn, CreatedAt = Now() };
        ContentAddress first = await Store.AddSealedAsync(note, Person);
        ContentAddress second = await Store.ReplaceSealedAsync(first, note with { Object = Needles.Word("sealed object, the second"), CreatedAt = Now() }, Person);
        Theirs.Add((first, Person));
        Theirs.Add((second, Person));
        foreach (ContentAddress each in new[] { first, second }) Needles.Add("sealed grain", (await Store.GetAsync(each))!.Blob.Span[..].ToArray()[60..]);
    }

    private async Task<ContentAddress> PutAsync(Grain grain)
    {
        ContentAddress address = await Store.AddAsync(grain);
        Theirs.Add((address, null));
        return address;
    }

    private async Task SupersedeOthersAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int chosen = _random.Next(_others.Count);
            (ContentAddress old, Fact fact) = _others[chosen];
            Fact next = OthersFact() with { Subject = fact.Subject, DerivedFrom = [old.ToString()] };
            _others[chosen] = (await Store.ReplaceAsync(old, next), next);
        }
    }

    private async Task DeleteOthersAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int chosen = _random.Next(_others.Count);
            (await Store.DeleteAsync(_others[chosen].Address)).Require();
            _others.RemoveAt(chosen);
        }
    }

    private Fact OthersFact() => new()
    {
        Subject = $"other-{_random.Next(40)}", Relation = Filler(1), Object = Filler(1 + _random.Next(_random.Next(10) == 0 ? 900 : 30)), Confidence = 0.5,
        SessionId = $"session-{_random.Next(1000)}", Namespace = Space, CreatedAt = Now(),
    };

    private byte[] KeptBytes(CasUri row)
    {
        using Connection connection = new(Path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(5));
        return ContentRows.TryGet(connection, row, out ReadOnlyMemory<byte> kept) ? kept.ToArray()[52..] : throw new AssertionException("the attachment is not here");
    }

    private string Filler(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => string.Create(3 + _random.Next(9), _random, static (span, random) =>
    {
        foreach (ref char letter in span) letter = (char)random.Next('a', 'z' + 1);
    })));

    private static ContentReference Reference(CasUri uri) => new() { Uri = uri.ToString(), Modality = "document", MimeType = "text/plain" };

    private EpochMilliseconds Now() => new(Written + (++_written));
}
