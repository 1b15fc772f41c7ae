using System.Buffers.Text;
using System.Globalization;

namespace OpenMemory.Cli.Output;

/// <summary>Writes blobs as lines: <c>{"address":"…","length":N,"blob":"hex"}</c>, and <c>"from":"…"</c> where one was made from another.</summary>
internal sealed class BlobLineWriter(Stream output)
{
    private byte[] _line = new byte[1024];

    /// <param name="blob">The grain as it is delivered: of a signed one, its envelope.</param>
    /// <param name="address">The address of the grain.</param>
    /// <param name="from">The grain it was made from.</param>
    internal void Write(ReadOnlySpan<byte> blob, ContentAddress address, ContentAddress? from = null)
    {
        int needed = (2 * blob.Length) + 256;
        if (needed > _line.Length) _line = new byte[Math.Max(needed, 2 * _line.Length)];
        int length = 0;
        Append("{\"address\":\""u8, ref length);
        Append(address, ref length);
        if (from is { } other)
        {
            Append("\",\"from\":\""u8, ref length);
            Append(other, ref length);
        }
        Append("\",\"length\":"u8, ref length);
        Utf8Formatter.TryFormat(blob.Length, _line.AsSpan(length), out int written);
        length += written;
        Append(",\"blob\":\""u8, ref length);
        Convert.TryToHexStringLower(blob, _line.AsSpan(length), out written);
        length += written;
        Append("\"}\n"u8, ref length);
        output.Write(_line.AsSpan(0, length));
    }

    private void Append(ContentAddress address, ref int length)
    {
        address.TryFormat(_line.AsSpan(length), out int written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    private void Append(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(_line.AsSpan(length));
        length += text.Length;
    }
}
