namespace OpenMemory.Signing;

/// <summary>
/// Counts who uses a secret, so that it is zeroed after the last use that had begun, and no use begins after disposal: a key that is
/// zeroed while somebody signs would make signatures of half a key.
/// </summary>
internal sealed class SecretUses
{
    private int _count = 1; // the owner
    private int _isDisposed;

    /// <summary>Begins a use.</summary>
    /// <returns>False once the owner has disposed of the secret.</returns>
    internal bool TryBegin()
    {
        int count = Volatile.Read(ref _count);
        while (count > 0 && Volatile.Read(ref _isDisposed) == 0)
        {
            int before = Interlocked.CompareExchange(ref _count, count + 1, count);
            if (before == count) return true;
            count = before;
        }
        return false;
    }

    /// <summary>Ends a use.</summary>
    /// <returns>Whether it was the last one, whose caller zeroes the secret.</returns>
    internal bool End() => Interlocked.Decrement(ref _count) == 0;

    /// <summary>Ends the owner's use; every call but the first does nothing.</summary>
    /// <returns>As for <see cref="End"/>.</returns>
    internal bool Dispose() => Interlocked.Exchange(ref _isDisposed, 1) == 0 && End();
}
