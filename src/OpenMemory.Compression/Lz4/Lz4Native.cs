using System.Runtime.InteropServices;

namespace OpenMemory.Compression;

/// <summary>The functions of liblz4's frame API that are used; all are in its stable part since 1.8.</summary>
internal static unsafe partial class Lz4Native
{
    internal const int MaxHeaderSize = 19; // LZ4F_HEADER_SIZE_MAX

    private const uint Version = 100; // LZ4F_VERSION

    /// <summary>LZ4F_preferences_t with the LZ4F_frameInfo_t that it begins with.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Preferences
    {
        internal int BlockSizeId;
        internal int BlockMode;
        internal int ContentChecksum;
        internal int FrameType;
        internal ulong ContentSize;
        internal uint DictionaryId;
        internal int BlockChecksum;
        internal int CompressionLevel;
        internal uint AutoFlush;
        internal uint FavorDecompressionSpeed;
        internal uint Reserved0, Reserved1, Reserved2;
    }

    /// <summary>How frames are written.</summary>
    internal static Preferences Ours => new() { BlockSizeId = 4 /* 64 KiB */, BlockMode = 1 /* independent */ };

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_createCompressionContext")]
    private static partial nuint CreateCompression(out Lz4Compression context, uint version);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_freeCompressionContext")]
    internal static partial nuint FreeCompression(nint context);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_compressBound")]
    internal static partial nuint Bound(nuint sourceSize, in Preferences preferences);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_compressBegin")]
    internal static partial nuint Begin(Lz4Compression context, byte* destination, nuint capacity, in Preferences preferences);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_compressUpdate")]
    internal static partial nuint Update(Lz4Compression context, byte* destination, nuint capacity, byte* source, nuint sourceSize, nint options);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_compressEnd")]
    internal static partial nuint End(Lz4Compression context, byte* destination, nuint capacity, nint options);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_createDecompressionContext")]
    private static partial nuint CreateDecompression(out Lz4Decompression context, uint version);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_freeDecompressionContext")]
    internal static partial nuint FreeDecompression(nint context);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_decompress")]
    internal static partial nuint Decompress(Lz4Decompression context, byte* destination, ref nuint destinationSize, byte* source, ref nuint sourceSize, nint options);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_isError")]
    internal static partial uint IsError(nuint result);

    [LibraryImport(SystemLibrary.Lz4Name, EntryPoint = "LZ4F_getErrorName")]
    private static partial nint GetErrorName(nuint result);

    internal static Lz4Compression CreateCompression()
    {
        Checked(CreateCompression(out Lz4Compression context, Version));
        context.RequireMemory();
        return context;
    }

    internal static Lz4Decompression CreateDecompression()
    {
        Checked(CreateDecompression(out Lz4Decompression context, Version));
        context.RequireMemory();
        return context;
    }

    /// <summary>Passes a result on unless it is an error, which is none of the caller's bytes: memory, or a bug.</summary>
    internal static nuint Checked(nuint result) => IsError(result) == 0
        ? result
        : throw new InvalidOperationException($"liblz4: {Marshal.PtrToStringUTF8(GetErrorName(result))}");
}
