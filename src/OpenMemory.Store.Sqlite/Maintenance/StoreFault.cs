namespace OpenMemory.Store.Sqlite;

/// <summary>Something in a store's file that cannot be right.</summary>
/// <param name="Kind">What part of the store it is in.</param>
/// <param name="What">What is wrong, for a person; it names no value of a grain.</param>
/// <param name="Address">The grain, or the attachment, where it is one's.</param>
public sealed record StoreFault(StoreFaultKind Kind, string What, ContentAddress? Address = null)
{
    /// <inheritdoc/>
    public override string ToString() => Address is { } address ? $"{Kind}: {What} ({address})" : $"{Kind}: {What}";
}
