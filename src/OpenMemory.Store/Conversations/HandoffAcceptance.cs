using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>Takes a handoff over (§28.7).</summary>
public sealed record HandoffAcceptance
{
    /// <summary>One's own DID.</summary>
    public required string Delegate { get; init; }

    /// <summary>The <c>run_id</c> under which the conversation goes on: one that was never used in it (OMS-28.7-1).</summary>
    public required string RunId { get; init; }

    /// <summary>Demands that the delegation is signed by the agent that hands over, and verifies it; null takes the store's word for who wrote it.</summary>
    public SignatureVerifier? Verifier { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
