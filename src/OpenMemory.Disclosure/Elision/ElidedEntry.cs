namespace OpenMemory.Disclosure;

/// <summary>One entry of <c>_elided</c>: a field that is being hidden, or one that the source hid already.</summary>
/// <param name="Name">The full name in UTF-8.</param>
/// <param name="Hash">The hash of the value that is being hidden.</param>
/// <param name="Earlier">Where the entry's value stands in the source, which hid it already; empty otherwise.</param>
internal readonly record struct ElidedEntry(ReadOnlyMemory<byte> Name, ElisionHash Hash, Range Earlier)
{
    internal bool IsEarlier => !Earlier.Equals(default);
}
