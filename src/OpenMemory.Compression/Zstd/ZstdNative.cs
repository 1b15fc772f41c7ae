using System.Runtime.InteropServices;

namespace OpenMemory.Compression;

/// <summary>The functions of libzstd that are used; all are in its stable part since 1.4.</summary>
internal static unsafe partial class ZstdNative
{
    internal const int CompressionLevel = 100; // ZSTD_c_compressionLevel
    internal const int WindowLogMax = 100; // ZSTD_d_windowLogMax
    internal const int Continue = 0; // ZSTD_e_continue
    internal const int End = 2; // ZSTD_e_end

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which are alike.</summary>
    internal struct Buffer(byte* start, int size)
    {
        internal byte* Start = start;
        internal nuint Size = (nuint)size;
        internal nuint Position;
    }

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_createCCtx")]
    internal static partial ZstdCompression CreateCompression();

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_freeCCtx")]
    internal static partial nuint FreeCompression(nint context);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_CCtx_setParameter")]
    internal static partial nuint SetParameter(ZstdCompression context, int parameter, int value);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_compressStream2")]
    internal static partial nuint Compress(ZstdCompression context, ref Buffer output, ref Buffer input, int directive);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_createDCtx")]
    internal static partial ZstdDecompression CreateDecompression();

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_freeDCtx")]
    internal static partial nuint FreeDecompression(nint context);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_DCtx_setParameter")]
    internal static partial nuint SetParameter(ZstdDecompression context, int parameter, int value);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_decompressStream")]
    internal static partial nuint Decompress(ZstdDecompression context, ref Buffer output, ref Buffer input);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_isError")]
    internal static partial uint IsError(nuint result);

    [LibraryImport(SystemLibrary.ZstdName, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint GetErrorName(nuint result);

    /// <summary>Passes a result on unless it is an error, which is none of the caller's bytes: memory, or a bug.</summary>
    internal static nuint Checked(nuint result) => IsError(result) == 0
        ? result
        : throw new InvalidOperationException($"libzstd: {Marshal.PtrToStringUTF8(GetErrorName(result))}");
}
