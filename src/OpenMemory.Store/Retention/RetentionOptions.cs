namespace OpenMemory.Store;

/// <summary>How retention is applied. The time is that of the store's clock.</summary>
public sealed record RetentionOptions
{
    private readonly TimeSpan _rest = TimeSpan.FromDays(1);

    /// <summary>Only counts what would be done; nothing changes. Off by default.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// How long a grain lies in the cold tier at least before it is removed; one day unless set, zero for "until the next run". Runs that
    /// come sooner neither cool nor remove, so that whoever misses a grain has this time to say so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than zero.</exception>
    public TimeSpan RestBeforeRemoval
    {
        get => _rest;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(RestBeforeRemoval));
            _rest = value;
        }
    }

    /// <summary>How <c>retention:</c> rows of the metadata table act; as a minimum by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to none of the values.</exception>
    public RetentionRowUse Rows
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)value, (byte)RetentionRowUse.Ignored, nameof(Rows));
            field = value;
        }
    }

    /// <summary>Who applies it, for the audit chain and its Observations. At most 1024 characters.</summary>
    public string? Actor { get; init; }
}
