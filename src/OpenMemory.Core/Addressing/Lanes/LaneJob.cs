namespace OpenMemory;

/// <summary>One message among those that are hashed side by side.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct LaneJob(int Start, int Length)
{
    /// <summary>The block of SHA-256.</summary>
    internal const int BlockBytes = 64;

    private const int LengthBytes = 8;

    /// <summary>Blocks that are the message's own bytes from beginning to end.</summary>
    internal int FullBlocks => Length / BlockBytes;

    /// <summary>All blocks, padding included.</summary>
    internal int Blocks => FullBlocks + TailBlocks(Length);

    /// <summary>Blocks that hold padding: the length goes into a second one where the first has no room for it.</summary>
    internal static int TailBlocks(int length) => length % BlockBytes < BlockBytes - LengthBytes ? 1 : 2;
}
