namespace OpenMemory.Erasure;

/// <summary>How a <see cref="UserKeyRing"/> works.</summary>
public sealed record UserKeyRingOptions
{
    /// <summary>The number of keys kept ready when nothing else is said.</summary>
    public const int DefaultMaxReadyKeys = 4096;

    /// <summary>How many keys are kept ready, at least 1; the rest are derived again when they are needed.</summary>
    public int MaxReadyKeys { get; init; } = DefaultMaxReadyKeys;

    /// <summary>
    /// How long a key is kept ready without its salt being looked up again. Without end by default, which is right where this process is
    /// the only one to destroy salts; where a database serves several, this bounds how long another process may still open what was erased,
    /// and seal what nobody will open. Nothing is wiped by the clock: a key that is not used stays until it makes room or the ring is disposed.
    /// </summary>
    public TimeSpan KeyLifetime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Answers whether a user has a grain under a legal hold, whose key must not be destroyed (R-36, OMS-23.2-3); asked by
    /// <see cref="UserKeyRing.Destroy"/>, with the id as it was given and, where that differs, in NFC as grains have it. The ring cannot
    /// know it: policies are inside what is sealed.
    /// </summary>
    public Func<string, bool>? IsHeld { get; init; }

    /// <summary>The zstd of <c>OpenMemory.Compression</c> or another one, for grains that were compressed before they were sealed.</summary>
    public IMgCodec? Codec { get; init; }

    /// <summary>The clock, for receipts and for <see cref="KeyLifetime"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
