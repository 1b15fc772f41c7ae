using System.Buffers;

namespace OpenMemory.Signing.Tests;

/// <summary>Memory that shows no array, as memory outside the managed heap has none.</summary>
internal sealed class HiddenArray(byte[] bytes) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => bytes;

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
