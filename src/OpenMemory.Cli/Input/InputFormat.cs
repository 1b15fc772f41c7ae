namespace OpenMemory.Cli.Input;

/// <summary>What an input is, by its first bytes.</summary>
internal enum InputFormat
{
    /// <summary>Nothing, or only white space.</summary>
    Empty,

    /// <summary>JSON: one value, an array, or one value per line.</summary>
    Json,

    /// <summary>Lines of text that are not JSON: one blob in hexadecimal per line.</summary>
    Hex,

    /// <summary>The bytes of one blob, or of the envelope around one.</summary>
    Blob,

    /// <summary>A <c>.mg</c> file.</summary>
    MgFile,

    /// <summary>A framed stream of blobs.</summary>
    FramedStream,
}
