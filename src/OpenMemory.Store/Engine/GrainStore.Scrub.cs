namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    /// <summary>
    /// Overwrites what removed grains left behind in the store's files. Deletions and erasures do it themselves and say where they could not
    /// (<see cref="SubjectLimitKind.ResidueRemains"/>): then call this again when whoever still read an older state has ended.
    /// </summary>
    /// <param name="cancellationToken">Ends the work before it begins.</param>
    /// <returns>Whether nothing is left.</returns>
    public ValueTask<bool> ScrubAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(TryScrub());
    }

    /// <summary>What was removed stays removed, whether or not it can be overwritten now.</summary>
    private bool TryScrub()
    {
        try
        {
            return _backend.TryScrub();
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or UnauthorizedAccessException or OmsException or ObjectDisposedException)
        {
            return false;
        }
    }
}
