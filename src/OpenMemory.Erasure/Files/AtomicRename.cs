using System.Runtime.InteropServices;

namespace OpenMemory.Erasure;

/// <summary>
/// Renames that the class library does not have. <see cref="TrySwap"/>: what a file is replaced by takes its name while the old one
/// keeps one, so that whoever is killed between replacing a file and wiping the old one leaves something that can be found.
/// <see cref="TryMoveNew"/>: of two who make a file at once, one does. Where a file system has no such call, they say false.
/// </summary>
internal static partial class AtomicRename
{
    private const int CurrentFolder = -100;
    private const uint LinuxNew = 1, LinuxSwap = 2, MacSwap = 2, MacNew = 4;

    /// <summary>Lets two files of one folder change their names; where it was not done, nothing has happened.</summary>
    internal static bool TrySwap(string one, string other) => TryRename(one, other, LinuxSwap, MacSwap);

    /// <summary>Gives a file a name that no other file has; where it was not done, nothing has happened.</summary>
    internal static bool TryMoveNew(string from, string to) => TryRename(from, to, LinuxNew, MacNew);

    private static bool TryRename(string from, string to, uint linux, uint mac)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return RenameLinux(CurrentFolder, from, CurrentFolder, to, linux) == 0;
            if (OperatingSystem.IsMacOS()) return RenameMac(from, to, mac) == 0;
        }
        catch (TypeLoadException)
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
