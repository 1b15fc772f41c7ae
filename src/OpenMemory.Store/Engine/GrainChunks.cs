namespace OpenMemory.Store;

/// <summary>Prepares many grains side by side before a store is locked; few of them stay on the caller's thread.</summary>
internal static class GrainChunks
{
    /// <summary>Grains that are prepared together: enough that their addresses are computed at once, few enough to be shared out.</summary>
    private const int Size = 64;

    /// <summary>Works on 0 … <paramref name="count"/> − 1 in pieces. Of what fails, the first in that order comes out, and only when nothing is at work any more.</summary>
    /// <param name="count">The number of grains.</param>
    /// <param name="cores">How many cores to use; 0 for all.</param>
    /// <param name="work">Works on the grains from one number up to, and without, another.</param>
    /// <param name="cancellationToken">Ends the work between two pieces.</param>
    internal static void Run(int count, int cores, Action<int, int> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int next = 0;
        OrderedWork.Run(
            count <= Size ? 1 : OrderedWork.CoresOr(cores),
            static () => new Piece(),
            piece =>
            {
                (piece.From, piece.To) = (next, Math.Min(count, next + Size));
                next = piece.To;
                return piece.From < piece.To;
            },
            piece => work(piece.From, piece.To),
            static _ => { },
            cancellationToken);
    }

    private sealed class Piece
    {
        internal int From { get; set; }

        internal int To { get; set; }
    }
}
