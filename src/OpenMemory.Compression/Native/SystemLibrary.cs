using System.Reflection;
using System.Runtime.InteropServices;

namespace OpenMemory.Compression;

/// <summary>A library of the system: under which names it is looked for, and what to say where it is absent.</summary>
/// <param name="name">Its name, for people and for imports.</param>
/// <param name="fileNames">Files to try, in this order.</param>
/// <param name="neededExport">A function that libraries lack which are too old.</param>
/// <param name="oldest">The oldest version that has it.</param>
/// <param name="howToInstall">How to install it, system by system.</param>
internal sealed class SystemLibrary(string name, string[] fileNames, string neededExport, string oldest, string howToInstall)
{
    internal const string ZstdName = "libzstd";
    internal const string Lz4Name = "liblz4";

    private const DllImportSearchPath Search = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    private nint _handle;

    static SystemLibrary()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SystemLibrary).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // The application has a resolver for this assembly already, and so knows where its libraries are.
        }
    }

    internal static SystemLibrary Zstd { get; } = new(
        ZstdName, FileNames("zstd", "1"), "ZSTD_compressStream2", "1.4",
        "Debian and Ubuntu: apt-get install libzstd1; Fedora: dnf install libzstd; macOS: brew install zstd; "
        + "Windows: put libzstd.dll (github.com/facebook/zstd/releases) beside the program");

    internal static SystemLibrary Lz4 { get; } = new(
        Lz4Name, FileNames("lz4", "1"), "LZ4F_compressBegin", "1.8",
        "Debian and Ubuntu: apt-get install liblz4-1; Fedora: dnf install lz4-libs; macOS: brew install lz4; "
        + "Windows: put liblz4.dll (github.com/lz4/lz4/releases) beside the program");

    /// <summary>The usual file names on this system.</summary>
    internal static string[] FileNames(string stem, string version)
    {
        if (OperatingSystem.IsWindows()) return [$"lib{stem}.dll", $"{stem}.dll"];
        if (!OperatingSystem.IsMacOS()) return [$"lib{stem}.so.{version}", $"lib{stem}.so"];
        string file = $"lib{stem}.{version}.dylib"; // Homebrew's folders are not searched by themselves
        return [file, $"lib{stem}.dylib", $"/opt/homebrew/lib/{file}", $"/usr/local/lib/{file}", $"/opt/local/lib/{file}"];
    }

    /// <summary>The same library under other file names.</summary>
    internal SystemLibrary Under(params string[] otherFileNames) => new(name, otherFileNames, neededExport, oldest, howToInstall);

    /// <summary>Finds the library, unless that was done before; one that was absent may have been installed since.</summary>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: it is absent or too old.</exception>
    internal void Require()
    {
        if (Volatile.Read(ref _handle) != 0) return;
        bool isOld = false;
        foreach (string fileName in fileNames)
        {
            if (!NativeLibrary.TryLoad(fileName, typeof(SystemLibrary).Assembly, Search, out nint handle)) continue;
            if (NativeLibrary.TryGetExport(handle, neededExport, out _))
            {
                if (Interlocked.CompareExchange(ref _handle, handle, 0) != 0) NativeLibrary.Free(handle); // another thread was faster
                return;
            }
            NativeLibrary.Free(handle);
            isOld = true;
        }
        string what = isOld ? $"is older than {oldest}" : "is not installed";
        throw new OmsException(new OmsFault(OmsErrorCode.NotSupported, "R-58", $"The library {name} {what}. {howToInstall}"));
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) => libraryName switch
    {
        ZstdName => Zstd._handle,
        Lz4Name => Lz4._handle,
        _ => 0,
    };
}
