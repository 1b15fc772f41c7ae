namespace OpenMemory.Store;

/// <summary>One piece of a <see cref="BlobArena"/>.</summary>
internal sealed class BlobSlab(int size)
{
    internal byte[] Bytes { get; } = new byte[size];

    /// <summary>Bytes that records take, dead ones included.</summary>
    internal int Used { get; set; }

    /// <summary>Bytes of records that are gone.</summary>
    internal int Dead { get; set; }
}
