namespace OpenMemory.Store;

/// <summary>A message on the way through a conversation.</summary>
/// <param name="Grain">The Event.</param>
/// <param name="Branches">Other current messages with the same parent, where the conversation went another way too (OMS-28.6-2).</param>
public sealed record ConversationMessage(StoredGrain Grain, IReadOnlyList<ContentAddress> Branches)
{
    /// <summary>The content address.</summary>
    public ContentAddress Address => Grain.Address;
}
