namespace OpenMemory.Store;

/// <summary>Asks whether a person allows somebody something (§8.10).</summary>
/// <param name="SubjectDid">The person.</param>
/// <param name="GranteeDid">Who wants to do it.</param>
/// <param name="Scope">What: <c>store</c>, <c>retrieve</c>, <c>share</c>, <c>process</c>, <c>infer</c>, <c>train</c>, <c>profile</c>, or a word of one's own.</param>
public sealed record ConsentQuestion(string SubjectDid, string GranteeDid, string Scope)
{
    /// <summary>When it is to be done, for <c>valid_from</c> and <c>valid_to</c>, both inclusive; now where null. Withdrawals always count.</summary>
    public EpochMilliseconds? At { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
