using System.Runtime.InteropServices;

namespace OpenMemory.Tests;

/// <summary>A page of memory in front of one that nobody may read.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3, PrivateAnonymous = 0x22;

    private readonly nint _start;
    private readonly int _page = Environment.SystemPageSize;

    internal GuardedMemory()
    {
        _start = Map(0, (nuint)(2 * _page), ReadWrite, PrivateAnonymous, -1, 0);
        Assert.That(_start, Is.Not.EqualTo(-1));
        Assert.That(Protect(_start + _page, (nuint)_page, 0), Is.Zero);
        Random.Shared.NextBytes(new Span<byte>((void*)_start, _page));
    }

    /// <summary>The last bytes that may be read.</summary>
    internal Span<byte> Last(int length) => new((void*)(_start + _page - length), length);

    public void Dispose() => _ = Unmap(_start, (nuint)(2 * _page));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
