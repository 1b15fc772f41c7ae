using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Whole framed streams of grains (§11.6) in one call; <see cref="GrainStreamReader"/> and <see cref="GrainStreamWriter"/> give
/// more control. Streams and pipes stay open.
/// </summary>
public static class GrainStream
{
    /// <summary>Reads the grains of a framed stream up to its sentinel. Bytes behind the sentinel may be read from <paramref name="stream"/> too, and are lost.</summary>
    /// <param name="stream">Where the bytes come from.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The grains, read as they are asked for.</returns>
    /// <exception cref="OmsException">As for <see cref="GrainStreamReader.ReadFrameAsync"/>.</exception>
    public static IAsyncEnumerable<GrainBlob> ReadAllAsync(Stream stream, GrainStreamOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(() => new GrainStreamReader(stream, options, leaveOpen: true), cancellationToken);
    }

    /// <summary>Reads the grains of a framed stream up to its sentinel; the pipe then stands behind it.</summary>
    /// <param name="pipe">Where the bytes come from.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The grains, read as they are asked for.</returns>
    /// <exception cref="OmsException">As for <see cref="GrainStreamReader.ReadFrameAsync"/>.</exception>
    public static IAsyncEnumerable<GrainBlob> ReadAllAsync(PipeReader pipe, GrainStreamOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        return Read(() => new GrainStreamReader(pipe, options, leaveOpen: true), cancellationToken);
    }

    /// <summary>Writes grains and the sentinel, and sends all of it. When it fails, the stream stays truncated.</summary>
    /// <param name="stream">Where the bytes go.</param>
    /// <param name="grains">The grains.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The number of grains.</returns>
    /// <exception cref="OmsException">As for <see cref="GrainStreamWriter.WriteAsync(GrainBlob, CancellationToken)"/>.</exception>
    public static Task<long> WriteAllAsync(Stream stream, IAsyncEnumerable<GrainBlob> grains, GrainStreamOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(grains);
        return WriteAsync(new GrainStreamWriter(stream, options, leaveOpen: true), grains, cancellationToken);
    }

    /// <summary>Writes grains and the sentinel, and sends all of it. When it fails, the stream stays truncated.</summary>
    /// <param name="pipe">Where the bytes go.</param>
    /// <param name="grains">The grains.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The number of grains.</returns>
    /// <exception cref="OmsException">As for <see cref="GrainStreamWriter.WriteAsync(GrainBlob, CancellationToken)"/>.</exception>
    public static Task<long> WriteAllAsync(PipeWriter pipe, IAsyncEnumerable<GrainBlob> grains, GrainStreamOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(grains);
        return WriteAsync(new GrainStreamWriter(pipe, options, leaveOpen: true), grains, cancellationToken);
    }

    private static async IAsyncEnumerable<GrainBlob> Read(Func<GrainStreamReader> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using GrainStreamReader reader = open();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } grain) yield return grain;
    }

    private static async Task<long> WriteAsync(GrainStreamWriter writer, IAsyncEnumerable<GrainBlob> grains, CancellationToken cancellationToken)
    {
        await using (writer.ConfigureAwait(false))
        {
            await foreach (GrainBlob grain in grains.WithCancellation(cancellationToken).ConfigureAwait(false))
                await writer.WriteAsync(grain, cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return writer.Count;
        }
    }
}
