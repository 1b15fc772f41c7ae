using Microsoft.Extensions.Logging;
using OpenMemory.Erasure;
using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>How a store works.</summary>
public sealed record GrainStoreOptions
{
    private readonly TimeSpan _consentDeadline = TimeSpan.FromDays(7);

    /// <summary>The clock, for system time, timed policies and deadlines.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Verifies signatures of grains that are authored here, and of proofs; by default of did:key alone.</summary>
    public SignatureVerifier Verifier { get; init; } = new();

    /// <summary>The keys of users whose grains are sealed; their destruction is part of a subject's erasure. Null for none.</summary>
    public UserKeyRing? KeyRing { get; init; }

    /// <summary>The largest and deepest grain that may be authored here (OMS-18-1); the Extended profile by default.</summary>
    public CodecLimits Limits { get; init; } = CodecLimits.Extended;

    /// <summary>Whether accesses are counted (OMS-22.10-2). On by default.</summary>
    public bool CountAccesses { get; init; } = true;

    /// <summary>How many cores prepare the grains of one call; 0 for all.</summary>
    internal int Cores { get; init; }

    /// <summary>
    /// Where the store logs, under <see cref="StoreTelemetry.LogCategory"/>; null for nowhere. Messages hold no identity, text, actor, namespace or
    /// content address; erasures are named by their fingerprint.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// How long after a withdrawal grains that cascade must be erased, more than zero and at most 30 days (OMS-23.2-2); 7 days unless set.
    /// Whoever runs the store calls <see cref="IGrainStore.CascadeConsentAsync"/> in time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a time outside.</exception>
    public TimeSpan ConsentDeadline
    {
        get => _consentDeadline;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(ConsentDeadline));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(30), nameof(ConsentDeadline));
            _consentDeadline = value;
        }
    }
}
