using System.Buffers.Text;
using System.Globalization;

namespace OpenMemory.Cli.Output;

/// <summary>Writes blobs as lines: <c>{"address":"…","length":N,"blob":"hex"}</c>.</summary>
internal sealed class BlobLineWriter(Stream output)
{
    private byte[] _line = new byte[1024];

    internal void Write(ReadOnlySpan<byte> blob, ContentAddress address)
    {
        int needed = (2 * blob.Length) + 128;
        if (needed > _line.Length) _line = new byte[Math.Max(needed, 2 * _line.Length)];
        int length = 0;
        Append("{\"address\":\""u8, ref length);
        address.TryFormat(_line.AsSpan(length), out int written, default, CultureInfo.InvariantCulture);
        length += written;
        Append("\",\"length\":"u8, ref length);
        Utf8Formatter.TryFormat(blob.Length, _line.AsSpan(length), out written);
        length += written;
        Append(",\"blob\":\""u8, ref length);
        Convert.TryToHexStringLower(blob, _line.AsSpan(length), out written);
        length += written;
        Append("\"}\n"u8, ref length);
        output.Write(_line.AsSpan(0, length));
    }

    private void Append(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(_line.AsSpan(length));
        length += text.Length;
    }
}
