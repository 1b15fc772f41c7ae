using System.Buffers;

namespace OpenMemory.Erasure;

public sealed partial class UserKeyRing
{
    /// <summary>
    /// Seals an attachment of any length, up to 256 TiB, in bounded memory. Its address must be known before, because its key is derived
    /// from it: <c>new ContentAddress(await SHA256.HashDataAsync(source))</c>.
    /// </summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="address">The address of what the source holds.</param>
    /// <param name="source">The attachment, from here to the end.</param>
    /// <param name="destination">Receives the sealed attachment; not flushed. When this fails, what it holds has no end and never opens.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <returns>When all is written.</returns>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed, before or meanwhile.</exception>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: the source does not have the address (OMS-7.1.1-2).</exception>
    public async Task SealBlobAsync(string userId, ContentAddress address, Stream source, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        using BlobCipher cipher = BlobCipher.ForSealing(this, userId, address, verify: true);
        using SegmentBuffers buffers = new(SealedBlobLayout.SegmentBytes, SealedBlobLayout.SealedSegmentBytes);
        cipher.Header.CopyTo(buffers.Output);
        await destination.WriteAsync(buffers.Output.AsMemory(0, SealedBlob.HeaderBytes), cancellationToken).ConfigureAwait(false);
        while (await buffers.ReadAsync(source, cancellationToken).ConfigureAwait(false))
        {
            int length = cipher.Seal(buffers.Segment, buffers.IsLast, buffers.Output);
            await destination.WriteAsync(buffers.Output.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a sealed attachment of any length in bounded memory.</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <param name="source">The sealed attachment, from here to the end.</param>
    /// <param name="destination">
    /// Receives the attachment; not flushed. Each segment was proved to be what was sealed in its place before it is written, but that
    /// all of them are there, and have the address, is known only when this completes. Until then nothing of it may be used
    /// (OMS-7.1.1-2), and when this fails, throw away what was written;
    /// <see cref="OpenBlobAsync(string, ContentAddress, Stream, string, CancellationToken)"/> does so.
    /// </param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <returns>When all is written and proved.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: it does not open, for whatever reason.</exception>
    public async Task OpenBlobAsync(string userId, ContentAddress address, Stream source, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        using SegmentBuffers buffers = new(SealedBlobLayout.SealedSegmentBytes, SealedBlobLayout.SegmentBytes);
        int header = await source.ReadAtLeastAsync(buffers.Output.AsMemory(0, SealedBlob.HeaderBytes), SealedBlob.HeaderBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        using BlobCipher cipher = BlobCipher.ForOpening(this, userId, address, buffers.Output.AsSpan(0, header)) ?? throw new OmsException(s_blobDoesNotOpen);
        while (await buffers.ReadAsync(source, cancellationToken).ConfigureAwait(false))
        {
            int length = cipher.Open(buffers.Segment, buffers.IsLast, buffers.Output);
            if (length < 0) throw new OmsException(s_blobDoesNotOpen);
            await destination.WriteAsync(buffers.Output.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a sealed attachment into a file, which appears under its name only when all of it was proved (OMS-7.1.1-2).</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <param name="source">The sealed attachment, from here to the end.</param>
    /// <param name="path">The file; one of this name is replaced. It holds the attachment in the clear, and nothing here erases it.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <returns>When the file is in place, on disk.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: it does not open, for whatever reason.</exception>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public async Task OpenBlobAsync(string userId, ContentAddress address, Stream source, string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        TemporaryFiles.RemoveLeftovers(whole);
        using AtomicFile file = new(whole);
        await OpenBlobAsync(userId, address, source, file.Stream, cancellationToken).ConfigureAwait(false);
        file.Flush();
        file.Rename();
        FolderFlush.Flush(Path.GetDirectoryName(whole)!);
    }

    /// <summary>Buffers for one segment in and out, wiped at the end.</summary>
    private sealed class SegmentBuffers(int inputBytes, int outputBytes) : IDisposable
    {
        private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(inputBytes + 1); // one byte further tells whether the segment is the last
        private int _filled;
        private bool _isEnd;

        internal byte[] Output { get; } = ArrayPool<byte>.Shared.Rent(outputBytes);

        internal bool IsLast => _filled <= inputBytes;

        internal ReadOnlySpan<byte> Segment => _input.AsSpan(0, Math.Min(_filled, inputBytes));

        /// <summary>Reads the next segment; false after the last one.</summary>
        internal async ValueTask<bool> ReadAsync(Stream source, CancellationToken cancellationToken)
        {
            if (_isEnd) return false;
            int carried = 0;
            if (_filled > inputBytes) _input[carried++] = _input[inputBytes];
            int wanted = inputBytes + 1 - carried;
            _filled = carried + await source.ReadAtLeastAsync(_input.AsMemory(carried, wanted), wanted, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _isEnd = IsLast;
            return true;
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_input, clearArray: true);
            ArrayPool<byte>.Shared.Return(Output, clearArray: true);
        }
    }
}
