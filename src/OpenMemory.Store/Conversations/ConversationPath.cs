namespace OpenMemory.Store;

/// <summary>One way through a conversation: a message and all before it, by their parents (§28.6).</summary>
/// <param name="Messages">The messages, the oldest first.</param>
/// <param name="Missing">
/// The parent at which the way breaks off, because it is not here, cannot be read, or is no message of this conversation; null where the
/// first message has no parent.
/// </param>
public sealed record ConversationPath(IReadOnlyList<ConversationMessage> Messages, ContentAddress? Missing)
{
    /// <summary>The last message; null where there is none.</summary>
    public ConversationMessage? Tail => Messages.Count == 0 ? null : Messages[^1];

    /// <summary>Who takes part, in the order of their first words: <c>author_did</c>, or <c>role</c> where nobody is named.</summary>
    public IReadOnlyList<string> Participants =>
        [.. Messages.Select(static message => message.Grain.ToGrain()).Select(static grain => grain.AuthorDid ?? grain.Role).OfType<string>().Distinct()];
}
