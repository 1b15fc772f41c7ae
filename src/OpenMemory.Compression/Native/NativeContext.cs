using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Compression;

/// <summary>A native context; the garbage collector frees it where nobody else does.</summary>
internal abstract class NativeContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>Refuses a context for which there was no memory.</summary>
    internal void RequireMemory()
    {
        if (IsInvalid) throw new InsufficientMemoryException("There is no memory for a compression context.");
    }

    /// <summary>What both directions refuse.</summary>
    internal void CheckCall(object owner, ReadOnlySpan<byte> destination)
    {
        ObjectDisposedException.ThrowIf(IsClosed, owner);
        if (destination.IsEmpty) throw new ArgumentException("The destination is empty.", nameof(destination));
    }
}
