namespace OpenMemory.Erasure;

/// <summary>
/// What both stores are: entries, receipts, and changes that are durable before anybody sees them. One writer at a time; readers wait
/// for a change to be applied, never for the disk.
/// </summary>
/// <param name="write">Makes a change durable; null where there is nothing to write.</param>
/// <param name="clock">The clock for new salts.</param>
internal sealed class SaltTable(SaltTable.Writer? write, TimeProvider? clock) : IDisposable
{
    private readonly Lock _writers = new(), _gate = new();
    private readonly Dictionary<UserSaltName, int> _index = [];
    private readonly List<ErasureReceipt> _receipts = [];
    private readonly SortedDictionary<uint, BlindToken> _checks = [];
    private long _generation;
    private bool _isDisposed, _isBroken;

    /// <summary>Makes a change durable, and says so as soon as it cannot be taken back.</summary>
    internal delegate void Writer(SaltImage image, ref bool isInPlace);

    internal SaltChunks Chunks { get; } = new();

    /// <summary>Read with every grain, so without a lock.</summary>
    internal long Generation => Volatile.Read(ref _generation);

    internal MasterKeyCheck[] MasterKeyChecks => Read(static table => ChecksOf(table._checks));

    internal ErasureReceipt[] Receipts => Read(static table => table._receipts.ToArray());

    internal UserSaltEntry[] Entries => Read(static table =>
    {
        UserSaltEntry[] entries = new UserSaltEntry[table.Chunks.Count];
        for (int i = 0; i < entries.Length; i++) entries[i] = SaltRecord.EntryOf(table.Chunks[i]);
        return entries;
    });

    internal UserSaltState Find(in UserSaltName name, Span<byte> salt)
    {
        if (salt.Length != KeyDerivation.SaltBytes) throw new ArgumentException("A salt has 32 bytes.", nameof(salt));
        lock (_gate)
        {
            ThrowIfUnusable();
            return Copy(name, salt);
        }
    }

    internal void AddChecks(ReadOnlySpan<MasterKeyCheck> checks)
    {
        lock (_writers)
        {
            ThrowIfUnusable();
            using SaltChange change = new(Chunks, _index);
            foreach (MasterKeyCheck check in checks)
            {
                if (!_checks.TryGetValue(check.MasterKeyVersion, out BlindToken known) && !change.Checks.TryGetValue(check.MasterKeyVersion, out known))
                    change.Checks.Add(check.MasterKeyVersion, check.Value);
                else if (known != check.Value)
                    throw new InvalidOperationException($"There are salts under another master key of version {check.MasterKeyVersion}.");
            }
            if (!change.IsEmpty) Commit(change);
        }
    }

    internal void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones)
    {
        if (salts.Length != (long)names.Length * KeyDerivation.SaltBytes) throw new ArgumentException("There are 32 bytes for each name.", nameof(salts));
        if (states.Length != names.Length) throw new ArgumentException("There is one state for each name.", nameof(states));
        lock (_writers)
        {
            ThrowIfUnusable();
            using SaltChange change = new(Chunks, _index);
            EpochMilliseconds now = EpochMilliseconds.Now(clock);
            for (int i = 0; i < names.Length; i++)
            {
                UserSaltState state = change.StateOf(names[i]);
                if (state == UserSaltState.Active || (state == UserSaltState.Destroyed && !replaceTombstones)) continue;
                ReadOnlySpan<byte> salt = SaltAt(salts, i);
                if (!salt.ContainsAnyExcept((byte)0)) throw new ArgumentException("A salt is zeros.", nameof(salts));
                change.Set(names[i], now, salt);
            }
            if (!change.IsEmpty) Commit(change);
            for (int i = 0; i < names.Length; i++) states[i] = Copy(names[i], SaltAt(salts, i)); // only writers change what is read here
        }
    }

    internal ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time)
    {
        if (names.IsEmpty) throw new ArgumentException("There is no name.", nameof(names));
        lock (_writers)
        {
            ThrowIfUnusable();
            using SaltChange change = new(Chunks, _index);
            int destroyed = 0;
            foreach (ref readonly UserSaltName name in names)
            {
                UserSaltState state = change.StateOf(name);
                if (state == UserSaltState.Destroyed) continue;
                if (state == UserSaltState.Active) destroyed++;
                change.Set(name, time, salt: []);
            }
            if (change.IsEmpty && FindReceipt(names) is { } earlier) return earlier;
            change.Receipt = ErasureReceipt.After(_receipts.LastOrDefault(), names[0], time, destroyed);
            Commit(change);
            return change.Receipt;
        }
    }

    /// <summary>Writes everything as it is.</summary>
    internal void Write()
    {
        lock (_writers)
        {
            using SaltChange nothing = new(Chunks, _index);
            Commit(nothing);
        }
    }

    /// <summary>Takes over a check that was read; false where there is one of this version.</summary>
    internal bool TryTake(in MasterKeyCheck check) => _checks.TryAdd(check.MasterKeyVersion, check.Value);

    /// <summary>Takes over an entry that was read into its place in <see cref="Chunks"/>; false where there is one of this name.</summary>
    internal bool TryTake(int place)
    {
        UserSaltName name = SaltRecord.NameOf(Chunks[place]);
        Chunks.Count = place + 1;
        return _index.TryAdd(name, place);
    }

    /// <summary>Takes over a receipt that was read; false where nothing is under its name.</summary>
    internal bool TryTake(ErasureReceipt receipt)
    {
        _receipts.Add(receipt);
        return _index.ContainsKey(new(receipt.Token, receipt.MasterKeyVersion));
    }

    public void Dispose()
    {
        lock (_writers)
        {
            lock (_gate)
            {
                _isDisposed = true;
                Chunks.Wipe();
                Volatile.Write(ref _generation, _generation + 1);
            }
        }
    }

    private void Commit(SaltChange change)
    {
        bool isInPlace = false;
        try
        {
            write?.Invoke(new(Chunks, change, [.. MasterKeyChecks, .. ChecksOf(change.Checks)], _receipts), ref isInPlace);
            isInPlace = true;
            lock (_gate)
            {
                change.Apply();
                foreach ((uint version, BlindToken value) in change.Checks) _checks.Add(version, value);
                if (change.Receipt is null) return;
                _receipts.Add(change.Receipt);
                Volatile.Write(ref _generation, _generation + 1);
            }
        }
        catch // no filter: one would run before the writer has said how far it came
        {
            lock (_gate)
            {
                _isBroken = isInPlace;
                if (_isBroken) Volatile.Write(ref _generation, _generation + 1); // perhaps a salt is gone
            }
            throw;
        }
    }

    private UserSaltState Copy(in UserSaltName name, Span<byte> salt)
    {
        if (!_index.TryGetValue(name, out int place))
        {
            salt.Clear();
            return UserSaltState.None;
        }
        SaltRecord.SaltOf(Chunks[place]).CopyTo(salt);
        return SaltRecord.StateOf(Chunks[place]);
    }

    private ErasureReceipt? FindReceipt(ReadOnlySpan<UserSaltName> names)
    {
        foreach (ref readonly UserSaltName name in names)
        {
            UserSaltName wanted = name;
            if (_receipts.FindLast(receipt => receipt.MasterKeyVersion == wanted.MasterKeyVersion && receipt.Token == wanted.Token) is { } receipt) return receipt;
        }
        return null;
    }

    private T Read<T>(Func<SaltTable, T> read)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            return read(this);
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isBroken) throw new IOException("A change of the salts failed half done: dispose of the store and open it again.");
    }

    private static MasterKeyCheck[] ChecksOf(SortedDictionary<uint, BlindToken> checks) => [.. checks.Select(static check => new MasterKeyCheck(check.Key, check.Value))];

    private static Span<byte> SaltAt(Span<byte> salts, int i) => salts.Slice(i * KeyDerivation.SaltBytes, KeyDerivation.SaltBytes);
}
