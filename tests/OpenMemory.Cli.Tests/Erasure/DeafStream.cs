namespace OpenMemory.Cli.Tests.Erasure;

/// <summary>An output that fails after some bytes, with an error of the system.</summary>
internal sealed class DeafStream(int bytes, int error) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > bytes) throw new IOException("nobody hears", error);
        Write(buffer.ToArray(), 0, buffer.Length);
    }
}
