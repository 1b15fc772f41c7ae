namespace OpenMemory.Store;

/// <summary>What became of a write. Nothing is thrown for a refusal; <see cref="Require"/> does where that is wanted.</summary>
public readonly record struct WriteResult
{
    /// <summary>What became of it.</summary>
    public WriteOutcome Outcome { get; init; }

    /// <summary>The grain that was written, or that it was about; the default value where the bytes are not sound.</summary>
    public ContentAddress Address { get; init; }

    /// <summary>Why it was refused, with the rule; the default value otherwise.</summary>
    public OmsFault Fault { get; init; }

    /// <summary>The head of the chain where the outcome is <see cref="WriteOutcome.Conflict"/>.</summary>
    public ContentAddress? Head { get; init; }

    /// <summary>Whether a person is to look at what was done (<c>soft_locked</c>, §23.2).</summary>
    public bool NeedsReview { get; init; }

    /// <summary>What was done and is still worth telling; null for nothing.</summary>
    public IReadOnlyList<OmsFault>? Warnings { get; init; }

    /// <summary>
    /// After a deletion: whether what was deleted could not be overwritten in the store's files yet
    /// (<see cref="SubjectLimitKind.ResidueRemains"/>).
    /// </summary>
    public bool ResidueRemains { get; init; }

    /// <summary>Whether the store now holds what was asked for: it was done, or was there already.</summary>
    public bool IsSuccess => Outcome is WriteOutcome.Done or WriteOutcome.Existing;

    /// <summary>Demands success.</summary>
    /// <returns>The grain's address.</returns>
    /// <exception cref="OmsException">A rule refused it.</exception>
    /// <exception cref="WriteRefusedException">The outcome is a conflict, deleted, not found or not authorized.</exception>
    public ContentAddress Require()
    {
        if (IsSuccess) return Address;
        throw Outcome == WriteOutcome.Refused && Fault.IsFault ? new OmsException(Fault) : new WriteRefusedException(this);
    }

    internal static WriteResult Done(ContentAddress address) => new() { Outcome = WriteOutcome.Done, Address = address };

    internal static WriteResult Refused(in OmsFault fault, ContentAddress address = default) => new() { Fault = fault, Address = address };

    internal static WriteResult Of(WriteOutcome outcome, ContentAddress address) => new() { Outcome = outcome, Address = address };
}
