namespace OpenMemory;

/// <summary>What came of looking for the next frame.</summary>
internal enum FrameStep
{
    /// <summary>More bytes are needed.</summary>
    More,

    /// <summary>A frame is there.</summary>
    Frame,

    /// <summary>The sentinel was read.</summary>
    End,

    /// <summary>The framing is broken; nothing can be read any more.</summary>
    Broken,
}
