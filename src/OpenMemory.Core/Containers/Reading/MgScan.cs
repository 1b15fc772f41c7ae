using System.Buffers;

namespace OpenMemory;

/// <summary>
/// A pass over all grains of a file on all cores, in memory that does not grow with the file. Runs of grains are worked on side
/// by side; what comes of them is consumed in the order of the file, so that every outcome is the same on every machine.
/// </summary>
internal static class MgScan
{
    /// <summary>A grain that is larger is no sound one by default; it is not copied where the file is mapped.</summary>
    internal const int MaxBuffer = 32 << 20;

    /// <summary>Works on the bytes of a run.</summary>
    internal delegate void Work<in T>(GrainRun run, ReadOnlySpan<byte> bytes, T result);

    /// <summary>Goes over a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="create">Makes what receives the result of a run; a few are made, and used again for the next runs.</param>
    /// <param name="work">Works on a run, on any thread.</param>
    /// <param name="consume">Takes the result of a run.</param>
    /// <param name="cancellationToken">Ends the pass between two runs.</param>
    internal static void Run<T>(MgFileReader file, Func<T> create, Work<T> work, Action<GrainRun, T> consume, CancellationToken cancellationToken)
    {
        OffsetPass pass = new(file);
        OrderedWork.Run(
            OrderedWork.CoresOr(file.Options.Cores),
            () => new Piece<T>(create()),
            piece => pass.TryNext(piece.Run),
            piece => Read(file, piece.Run, work, piece.Result),
            piece => consume(piece.Run, piece.Result),
            cancellationToken);
    }

    private static void Read<T>(MgFileReader file, GrainRun run, Work<T> work, T result)
    {
        byte[] buffer = file.Region.IsInMemory ? [] : ArrayPool<byte>.Shared.Rent(Math.Min(run.Length, MaxBuffer));
        try
        {
            work(run, file.Region.Slice(run.Start, run.Length, buffer), result);
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Piece<T>(T result)
    {
        internal GrainRun Run { get; } = new();

        internal T Result { get; } = result;
    }
}
