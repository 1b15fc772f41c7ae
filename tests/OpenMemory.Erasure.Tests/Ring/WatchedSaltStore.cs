namespace OpenMemory.Erasure.Tests;

/// <summary>A store that counts the calls it gets, fails when told to, and can keep destructions by others to itself.</summary>
internal sealed class WatchedSaltStore(IUserSaltStore inner) : IUserSaltStore
{
    private int _finds, _additions;

    internal int Finds => _finds;

    internal int Additions => _additions;

    internal bool IsBroken { get; set; }

    /// <summary>What <see cref="Generation"/> says, where it does not follow the store within.</summary>
    internal long? FixedGeneration { get; set; }

    /// <summary>Called before each look-up.</summary>
    internal Action? BeforeFind { get; set; }

    /// <summary>Called before salts are destroyed.</summary>
    internal Action? BeforeDestroy { get; set; }

    public long Generation => FixedGeneration ?? inner.Generation;

    public IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks => inner.MasterKeyChecks;

    public IReadOnlyList<ErasureReceipt> Receipts => inner.Receipts;

    public UserSaltState Find(in UserSaltName name, Span<byte> salt)
    {
        BeforeFind?.Invoke();
        Interlocked.Increment(ref _finds);
        ThrowIfBroken();
        return inner.Find(name, salt);
    }

    public void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks)
    {
        ThrowIfBroken();
        inner.AddMasterKeyChecks(checks);
    }

    public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false)
    {
        Interlocked.Increment(ref _additions);
        ThrowIfBroken();
        inner.GetOrAdd(names, salts, states, replaceTombstones);
    }

    public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time)
    {
        BeforeDestroy?.Invoke();
        ThrowIfBroken();
        return inner.Destroy(names, time);
    }

    private void ThrowIfBroken()
    {
        if (IsBroken) throw new IOException("The disk is gone.");
    }
}
