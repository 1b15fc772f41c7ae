namespace OpenMemory;

/// <summary>What a frame is and may hold (§11.6, R-56): the one place for readers and writers.</summary>
internal static class FrameRules
{
    /// <summary>Size of a frame's length in bytes, and of the sentinel.</summary>
    internal const int PrefixSize = 4;

    /// <summary>Checks what a frame holds: one blob, or the envelope of a signed one (OMS-9.2-1).</summary>
    /// <param name="content">All bytes of the frame, without its length.</param>
    /// <param name="options">How grains are read.</param>
    /// <param name="verify">Whether every byte is checked, or only what the first ones say.</param>
    /// <param name="isCanonical">Whether the grain was read without a deviation.</param>
    /// <param name="fault">What is wrong, counted from the beginning of the frame's content.</param>
    /// <returns>Whether the content is sound.</returns>
    internal static bool TryCheck(ReadOnlySpan<byte> content, in GrainReadOptions options, bool verify, out bool isCanonical, out OmsFault fault)
    {
        isCanonical = false;
        if (verify)
        {
            bool isSound = MgElement.TryParse(content, options, null, out GrainView view, out fault);
            isCanonical = isSound && view.IsCanonical;
            return isSound;
        }
        return MgElement.TryCheckDelivery(content, out fault);
    }

    internal static OmsFault TooLong(int maxBytes, long offset) =>
        new(OmsErrorCode.Corrupt, "R-56", $"A frame is longer than {maxBytes} bytes", offset);

    internal static OmsFault Truncated(long offset) =>
        new(OmsErrorCode.Corrupt, "OMS-11.6-2", "The stream ends before its sentinel", offset);
}
