namespace OpenMemory.Store;

/// <summary>How a Consent is withdrawn.</summary>
public sealed record ConsentWithdrawal : AuthorOptions
{
    /// <summary>
    /// Why, which nobody has to say: without a reason the withdrawal counts as well, and is looked at by a person afterwards. It
    /// becomes <c>supersession_justification</c>.
    /// </summary>
    public string? Reason { get; init; }
}
