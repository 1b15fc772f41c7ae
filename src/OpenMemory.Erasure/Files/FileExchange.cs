using System.Runtime.InteropServices;

namespace OpenMemory.Erasure;

/// <summary>
/// Lets two files of one folder change their names in one step, so that what a file is replaced by takes its name while the old one
/// keeps one: whoever is killed between replacing a file and wiping the old one leaves something that can be found. The class library has no such call.
/// </summary>
internal static partial class FileExchange
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Whether it was done; where it was not, nothing has happened.</summary>
    internal static bool TrySwap(string one, string other)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return RenameLinux(CurrentFolder, one, CurrentFolder, other, Exchange) == 0;
            if (OperatingSystem.IsMacOS()) return RenameMac(one, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library.
        }
        return false;
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameLinux(int oneFolder, string one, int otherFolder, string other, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameMac(string one, string other, uint flags);
}
